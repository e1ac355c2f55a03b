package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bootstrap.settings.JwtAlgorithm;
import io.moonlight.auth.bootstrap.settings.KeySettings;
import io.moonlight.auth.bootstrap.settings.SecretSettings;
import io.moonlight.auth.jwt.JwtKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.function.Supplier;
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

    Secrets complete(SecretSettings set, KeySettings keys) {
        return new Secrets(
                set.secretKey().orElseGet(() -> kept("secret-key", this::secret)),
                keys.signing().orElseGet(() -> signing(keys.algorithm())));
    }

    private JwtKey signing(JwtAlgorithm algorithm) {
        return switch (algorithm) {
            case HS256 -> JwtKey.hs256(kept("jwt-secret-key", this::secret).getBytes(UTF_8));
            case RS256 -> JwtKey.rs256(kept("jwt-rs256.pem", PrivateKeys::rsa));
            case ES256 -> JwtKey.es256(kept("jwt-es256.pem", PrivateKeys::p256));
        };
    }

    private String secret() {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret) + "\n";
    }

    private String kept(String name, Supplier<String> maker) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                make(file, maker.get());
            }
            return Files.readString(file, UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a secret in " + folder, e);
        }
    }

    /** Whole or not at all, and never over one that another process has made in the meantime. */
    private void make(Path file, String secret) throws IOException {
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "draft", "", ownerOnly());
        try {
            Files.writeString(draft, secret, UTF_8);
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
