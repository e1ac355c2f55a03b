package io.moonlight.auth.embeddedpostgres;

import java.nio.file.Path;

/** The folder belongs to a database that a living process has open. That database was not touched. */
public final class HomeInUseException extends EmbeddedPostgresException {

    private static final long serialVersionUID = 1L;

    HomeInUseException(Path home, String process) {
        super("The database in " + home + " is already in use by process " + process
                + ". Stop that process, or choose another folder.");
    }
}
