package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Transactions in the schema in which an installation's migrations run, and in no other. */
final class SchemaWork {

    private final Jdbi jdbi;
    private final PostgresTables installation;

    SchemaWork(DataSource dataSource, PostgresTables installation) {
        this.jdbi = Jdbi.create(dataSource);
        this.installation = installation;
    }

    /**
     * @throws AuthUnavailableException if the database fails; nothing was changed then
     * @throws SchemaRefusedException if there is no such schema
     */
    void transaction(HandleConsumer<RuntimeException> work) {
        try (Handle handle = jdbi.open();
                AutoCommitGuard terms = AutoCommitGuard.of(handle.getConnection())) {
            terms.transaction(() -> {
                handle.execute("SELECT set_config('search_path', quote_ident(?), true)", schema(handle));
                work.useHandle(handle);
                return handle;
            });
        } catch (JdbiException | SQLException e) {
            throw Faults.unavailable(e);
        }
    }

    private String schema(Handle handle) {
        String wanted = installation.schema().orElse("");
        return handle.select(
                        "SELECT nspname FROM pg_namespace WHERE nspname = COALESCE(NULLIF(?, ''), current_schema())",
                        wanted)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> new SchemaRefusedException(
                        "the tables of MoonLight Auth have no place",
                        List.of(installation
                                .schema()
                                .map(name -> "there is no schema " + name
                                        + ": make it, or have PostgresMigrations.createSchema make it")
                                .orElse("no schema of the connection's search path is there"))));
    }
}
