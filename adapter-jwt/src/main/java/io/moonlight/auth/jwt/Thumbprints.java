package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** Derives ids from keys. */
final class Thumbprints {

    private static final int SECRET_ID_BYTES = 12;
    private static final byte[] LABEL = "moonlight-auth jwt key id".getBytes(US_ASCII);

    private Thumbprints() {}

    /** Returns a part of an HMAC with the secret: it reveals no more of it than each token that the secret signs. */
    static String ofSecret(byte[] secret) {
        return base64(Arrays.copyOf(Algorithm.HMAC256(secret).sign(LABEL), SECRET_ID_BYTES));
    }

    /** Returns the thumbprint of a public key (RFC 7638). */
    static String ofJwk(String canonical) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
