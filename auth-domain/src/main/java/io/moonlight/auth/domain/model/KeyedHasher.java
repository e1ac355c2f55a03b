package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes with a secret key (HMAC-SHA-256, RFC 2104), so that stored hashes cannot be reversed without the key: a plain
 * hash of six digits or of a known address can be found by trying.
 *
 * <p>Each use has its own label, and the parts are length-prefixed: two uses never give the same hash.
 * Half of a surrogate pair counts as a question mark.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class KeyedHasher {

    /** Minimum length of a key in bytes: that of the hash (RFC 2104, section 3). */
    public static final int MIN_KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** Only cloned: a clone has the key already, a new instance would have to process it. */
    private final Mac keyed;

    /**
     * @param key the secret key, at least {@value #MIN_KEY_BYTES} bytes; copied
     * @throws IllegalArgumentException if the key is too short
     */
    public KeyedHasher(byte[] key) {
        if (requireNonNull(key, "key").length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("the key needs at least " + MIN_KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.keyed = keyed(this.key);
    }

    /**
     * @param label purpose of the hash; another label gives unrelated hashes
     * @param parts the data, in order
     */
    public KeyedHash hash(String label, String... parts) {
        return new KeyedHash(HexFormat.of().formatHex(mac(label, parts)));
    }

    /** Returns the first 64 bits of {@link #hash} as a number: random without the key. */
    public long bits(String label, String... parts) {
        return ByteBuffer.wrap(mac(label, parts)).getLong();
    }

    private byte[] mac(String label, String... parts) {
        Mac mac = newMac();
        update(mac, label);
        for (String part : parts) {
            update(mac, part);
        }
        return mac.doFinal();
    }

    private static Mac keyed(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private Mac newMac() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            return keyed(key);
        }
    }

    private static void update(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
    }

    @Override
    public String toString() {
        return "KeyedHasher[***]";
    }
}
