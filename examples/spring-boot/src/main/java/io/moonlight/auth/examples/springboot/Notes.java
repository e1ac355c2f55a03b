package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.domain.model.user.UserId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everybody's notes, at most {@value #PAGES} each: the application's own tables, and its own transactions. */
@Service
class Notes {

    /** How many notes a notebook takes. */
    static final int PAGES = 10;

    private final JdbcClient database;

    Notes(JdbcClient database) {
        this.database = database;
    }

    /** @throws NotebookFullException if there is no page left; nothing was written then */
    @Transactional
    public Note add(UserId owner, String text) {
        int turned = database.sql("""
                        INSERT INTO notebooks (owner_id, pages) VALUES (:owner, 1)
                        ON CONFLICT (owner_id) DO UPDATE SET pages = notebooks.pages + 1 WHERE notebooks.pages < :most""")
                .param("owner", owner.value())
                .param("most", PAGES)
                .update();
        if (turned == 0) {
            throw new NotebookFullException();
        }
        return database.sql("INSERT INTO notes (owner_id, text) VALUES (:owner, :text) RETURNING id, text")
                .param("owner", owner.value())
                .param("text", text)
                .query(Note.class)
                .single();
    }

    /** The oldest first. */
    @Transactional(readOnly = true)
    public List<Note> of(UserId owner) {
        return database.sql("SELECT id, text FROM notes WHERE owner_id = :owner ORDER BY id")
                .param("owner", owner.value())
                .query(Note.class)
                .list();
    }

    /** Those of everybody, the oldest first. */
    @Transactional(readOnly = true)
    public List<Note> all() {
        return database.sql("SELECT id, text FROM notes ORDER BY id")
                .query(Note.class)
                .list();
    }
}
