package io.moonlight.auth.bootstrap.development;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * The secrets of a server: those that are set, and in development, for each other one, a random one that is generated once and
 * stored in the data folder, readable by its owner only.
 */
public final class DevelopmentSecrets {

    private static final int BYTES = 32;

    private final Path folder;
    private final RandomGenerator random;

    /** Stores generated secrets in a folder of {@code dataDir}. */
    public DevelopmentSecrets(Path dataDir, RandomGenerator random) {
        this.folder = dataDir.resolve("secrets");
        this.random = random;
    }

    /** Returns the key for the hashes of codes, limits and refresh-token names. */
    public byte[] secretKey(SecretSettings set) {
        return set.secretKey()
                .orElseGet(() -> stored("secret-key", this::secret))
                .getBytes(UTF_8);
    }

    /** Returns the key that signs the tokens. */
    public JwtKey signingKey(KeySettings set) {
        return set.signing().orElseGet(() -> switch (set.algorithm()) {
            case HS256 -> JwtKey.hs256(stored("jwt-secret-key", this::secret).getBytes(UTF_8));
            case RS256 -> JwtKey.rs256(stored("jwt-rs256.pem", PrivateKeys::rsa));
            case ES256 -> JwtKey.es256(stored("jwt-es256.pem", PrivateKeys::p256));
        });
    }

    private String secret() {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret) + "\n";
    }

    private String stored(String name, Supplier<String> maker) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                make(file, maker.get());
            }
            return Files.readString(file, UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store a secret in " + folder, e);
        }
    }

    /** Creates the file atomically, and does not overwrite one that another process has created meanwhile. */
    private void make(Path file, String secret) throws IOException {
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "draft", "", ownerOnly());
        try {
            Files.writeString(draft, secret, UTF_8);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // use the other one
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
