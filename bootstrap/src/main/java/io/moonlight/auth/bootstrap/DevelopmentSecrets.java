package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bootstrap.settings.SecretSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The secrets of a development server: those that were set, and for each other one a random one that is made once and
 * kept in the data folder, readable by its owner alone.
 */
final class DevelopmentSecrets {

    private static final int BYTES = 32;

    private final Path folder;
    private final RandomGenerator random;

    DevelopmentSecrets(Path dataDir, RandomGenerator random) {
        this.folder = dataDir.resolve("secrets");
        this.random = random;
    }

    Secrets complete(SecretSettings set) {
        return new Secrets(
                set.secretKey().orElseGet(() -> kept("secret-key")),
                set.jwtSecretKey().orElseGet(() -> kept("jwt-secret-key")));
    }

    private String kept(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file, UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a secret in " + folder, e);
        }
    }

    /** Whole or not at all, and never over one that another process has made in the meantime. */
    private void make(Path file) throws IOException {
        Files.createDirectories(folder);
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        Path draft = Files.createTempFile(folder, "draft", "", ownerOnly());
        try {
            Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n", UTF_8);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // the other one counts
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
