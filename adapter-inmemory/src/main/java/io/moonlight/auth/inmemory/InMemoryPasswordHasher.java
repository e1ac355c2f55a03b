package io.moonlight.auth.inmemory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A {@link PasswordHasher} for tests and demonstrations: one round of salted SHA-256, fast on purpose. <b>Never for the
 * passwords of real people:</b> an attacker with such a hash tries a billion passwords a second.
 *
 * <p><b>Threading.</b> As safe as the generator that it was given. Nobody ever waits, and nothing is ever refused.
 */
public final class InMemoryPasswordHasher implements PasswordHasher {

    private static final String PREFIX = "$insecure-sha256$";
    private static final int SALT_BYTES = 16;
    private static final int SALT_END = PREFIX.length() + 2 * SALT_BYTES;
    private static final Pattern SHAPE = Pattern.compile("\\$insecure-sha256\\$[0-9a-f]{32}\\$[0-9a-f]{64}");
    private static final HexFormat HEX = HexFormat.of();

    private final RandomGenerator random;
    private final PasswordHash decoy;

    /** @param random makes the salts */
    public InMemoryPasswordHasher(RandomGenerator random) {
        this.random = requireNonNull(random, "random");
        this.decoy = new PasswordHash(PREFIX + randomHex(SALT_BYTES) + "$" + randomHex(2 * SALT_BYTES));
    }

    @Override
    public PasswordHash hash(RawPassword password, ClientInfo client) {
        return new PasswordHash(digest(password.value(), randomHex(SALT_BYTES)));
    }

    @Override
    public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
        boolean possible = UTF_8.newEncoder().canEncode(attempt.value());
        boolean known = isMine(hash);
        String stored = known ? hash.value() : decoy.value();
        String presented = digest(attempt.value(), stored.substring(PREFIX.length(), SALT_END));
        return MessageDigest.isEqual(presented.getBytes(UTF_8), stored.getBytes(UTF_8)) && possible && known;
    }

    @Override
    public PasswordHash decoy() {
        return decoy;
    }

    @Override
    public boolean needsRehash(PasswordHash hash) {
        return !isMine(hash);
    }

    private static boolean isMine(PasswordHash hash) {
        return SHAPE.matcher(hash.value()).matches();
    }

    private String randomHex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HEX.formatHex(drawn);
    }

    private static String digest(String password, String salt) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt.getBytes(UTF_8));
            return PREFIX + salt + "$" + HEX.formatHex(sha256.digest(password.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
