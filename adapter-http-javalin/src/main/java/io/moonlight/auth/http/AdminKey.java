package io.moonlight.auth.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The key by which administrators come in: only its hash is kept, and hashes are compared in constant time. */
final class AdminKey {

    private static final Pattern SHAPE = Pattern.compile("[!-~]{32," + Bearer.MAX_LENGTH + "}");

    private final byte[] hash;

    AdminKey(String key) {
        this.hash = sha256(key);
    }

    /** Whether a key is long enough, and can travel in a header. */
    static boolean isGood(String key) {
        return SHAPE.matcher(key).matches();
    }

    boolean is(String presented) {
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
