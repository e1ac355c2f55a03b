package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names of keys that follow from the keys. */
final class Thumbprints {

    private static final int MIN_SECRET_BYTES = 32;
    private static final int SECRET_ID_BYTES = 12;
    private static final byte[] LABEL = "moonlight-auth jwt key id".getBytes(US_ASCII);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Thumbprints() {}

    /** Part of an HMAC by the secret: tells no more of it than each token that it signs. */
    static String ofSecret(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("an HS256 secret has at least " + MIN_SECRET_BYTES + " bytes");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return BASE64.encodeToString(Arrays.copyOf(mac.doFinal(LABEL), SECRET_ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    static String ofBytes(byte[] canonical) {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
