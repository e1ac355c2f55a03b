package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;

/** The folder of one database, and the places in it. */
record Home(Path folder) {

    /** Others may pass, since PostgreSQL that root starts runs as another account; the files inside have their own permissions. */
    private static final String PERMISSIONS = "rwx--x--x";

    private static final int PASSWORD_BYTES = 24;

    /**
     * Creates the folder if it does not exist.
     *
     * @throws EmbeddedPostgresException if PostgreSQL's scripts do not support the name of the folder
     */
    static Home at(Path folder) throws IOException {
        Folders.create(folder, PERMISSIONS);
        Path real = folder.toRealPath();
        if (Folders.posix() && real.toString().matches("(?s).*[\"$`\\\\\n\r].*")) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL does not support a folder whose path contains one of \" $ ` \\"
                            + " or a line break in it: " + real);
        }
        return new Home(real);
    }

    Path lock() {
        return folder.resolve("lock");
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

    /**
     * Returns the database's password: random, created once, in a file that only its owner can read.
     *
     * @throws EmbeddedPostgresException if there are data, but no longer the password they were created with
     */
    String password() throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            if (Files.exists(data())) {
                throw new EmbeddedPostgresException("The password of the database is gone: put the file " + file
                        + " back, or delete " + folder + " with all its data to start again.");
            }
            byte[] secret = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(secret);
            Path fresh = folder.resolve("password.new");
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            Folders.writePrivately(fresh, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }
}
