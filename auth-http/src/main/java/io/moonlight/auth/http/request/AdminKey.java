package io.moonlight.auth.http.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The key of administrators. Only its hash is kept, and hashes are compared in constant time. */
public final class AdminKey {

    private static final Pattern SHAPE = Pattern.compile("[!-~]{32," + Bearer.MAX_LENGTH + "}");

    private final byte[] hash;

    /** @param key a {@link #isGood good} one */
    public AdminKey(String key) {
        this.hash = sha256(key);
    }

    /** Returns whether a key is long enough and fits into a header. */
    public static boolean isGood(String key) {
        return SHAPE.matcher(key).matches();
    }

    /** Returns whether this is the key that a caller presents. */
    public boolean is(String presented) {
        return MessageDigest.isEqual(hash, sha256(presented));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AdminKey[***]";
    }
}
