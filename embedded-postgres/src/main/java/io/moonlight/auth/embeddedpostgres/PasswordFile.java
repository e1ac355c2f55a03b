package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;

/** The database's password: random, made once, in a file that only the owner can read. */
final class PasswordFile {

    private static final int BYTES = 24;

    private PasswordFile() {}

    /** @throws EmbeddedPostgresException if there are data, but no longer the password they were made with */
    static String readOrCreate(Home home) throws IOException {
        Path file = home.password();
        if (!Files.exists(file)) {
            if (Files.exists(home.data())) {
                throw new EmbeddedPostgresException("The password of the database is gone: put the file " + file
                        + " back, or delete " + home.folder() + " with all its data to start again.");
            }
            create(file);
        }
        return Files.readString(file).strip();
    }

    /** Writes a file that only the owner can read, replacing what was there. An interrupt does not disturb it. */
    static void write(Path file, String text, OpenOption... options) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, Folders.ownerOnly());
        Files.writeString(file, text, options);
    }

    private static void create(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Path fresh = file.resolveSibling("password.new");
        write(
                fresh,
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
