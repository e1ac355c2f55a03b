package io.moonlight.auth.examples.argon2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.domain.model.user.PasswordHash;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A hash with what it was made of, written as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 *
 * @param memory in KiB
 * @param iterations how often the memory is gone through
 * @param lanes into how many parts the memory is split
 * @param salt 16 bytes in Base64
 * @param hash 32 bytes in Base64
 */
record Argon2Hash(int memory, int iterations, int lanes, String salt, String hash) {

    static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** At most 1 GB and 99 rounds: an attacker who can write hashes cannot stop the program with one. */
    private static final Pattern SHAPE =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([1-9][0-9]{2,5}),t=([1-9][0-9]?),p=([1-4])"
                    + "\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    /** Reads a stored hash; empty if it is none of these. */
    static Optional<Argon2Hash> read(PasswordHash stored) {
        Matcher parts = SHAPE.matcher(stored.value());
        return parts.matches()
                ? Optional.of(new Argon2Hash(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        parts.group(4),
                        parts.group(5)))
                : Optional.empty();
    }

    /** What this becomes with the hash of that password, by the same salt and at the same cost. */
    Argon2Hash of(String password) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(lanes)
                .withSalt(Base64.getDecoder().decode(salt))
                .build());
        byte[] hashed = new byte[HASH_BYTES];
        argon2.generateBytes(password.getBytes(UTF_8), hashed);
        return new Argon2Hash(memory, iterations, lanes, salt, base64(hashed));
    }

    /** Whether the other was made at the same cost. */
    boolean costsAsMuchAs(Argon2Hash other) {
        return memory == other.memory && iterations == other.iterations && lanes == other.lanes;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    PasswordHash stored() {
        return new PasswordHash(
                "$argon2id$v=19$m=" + memory + ",t=" + iterations + ",p=" + lanes + "$" + salt + "$" + hash);
    }

    @Override
    public String toString() {
        return "Argon2Hash[***]";
    }
}
