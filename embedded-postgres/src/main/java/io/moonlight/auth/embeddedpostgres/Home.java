package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Path;

/** The folder that holds all of one database, and where in it what is. */
record Home(Path folder) {

    /** Others may pass, since PostgreSQL started by root is another account; whatever is inside closes itself. */
    private static final String PERMISSIONS = "rwx--x--x";

    /**
     * Makes the folder if there is none.
     *
     * @throws EmbeddedPostgresException if PostgreSQL's own scripts could not cope with the folder's name
     */
    static Home at(Path folder) throws IOException {
        Folders.create(folder, PERMISSIONS);
        Path real = folder.toRealPath();
        if (Folders.posix() && real.toString().matches("(?s).*[\"$`\\\\\n\r].*")) {
            throw new EmbeddedPostgresException("PostgreSQL cannot live in a folder whose path has one of \" $ ` \\"
                    + " or a line break in it: " + real);
        }
        return new Home(real);
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path password() {
        return folder.resolve("password");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path binaries() {
        return folder.resolve("binaries");
    }

    Path logs() {
        return folder.resolve("log");
    }

    Path toolOutput() {
        return folder.resolve("tool-output");
    }
}
