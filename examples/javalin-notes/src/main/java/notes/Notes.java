package notes;

import io.moonlight.auth.domain.model.user.UserId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** The table {@code notes} of this application, in the same database as the library's tables. */
final class Notes {

    record Note(long id, String text) {}

    private final Jdbi jdbi;

    Notes(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    void createTable() {
        jdbi.useHandle(handle -> handle.execute("""
            CREATE TABLE IF NOT EXISTS notes (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner bigint NOT NULL, text text NOT NULL)\
            """));
    }

    Note add(UserId owner, String text) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            INSERT INTO notes (owner, text) VALUES (:owner, :text) RETURNING id\
            """)
                .bind("owner", owner.value())
                .bind("text", text)
                .mapTo(Long.class)
                .map(id -> new Note(id, text))
                .one());
    }

    Optional<Note> find(UserId owner, long id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT id, text FROM notes WHERE owner = :owner AND id = :id")
                        .bind("owner", owner.value())
                        .bind("id", id)
                        .map((row, context) -> new Note(row.getLong("id"), row.getString("text")))
                        .findOne());
    }

    List<Note> of(UserId owner) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT id, text FROM notes WHERE owner = :owner ORDER BY id")
                        .bind("owner", owner.value())
                        .map((row, context) -> new Note(row.getLong("id"), row.getString("text")))
                        .list());
    }
}
