package io.moonlight.auth.jwt.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens without the libraries under test. */
public final class HandMade {

    private HandMade() {}

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    public static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    public static String unsigned(String header, String payload) {
        return base64(header) + "." + base64(payload) + ".";
    }

    public static String hs256(String header, String payload, byte[] secret) {
        return signed(input(header, payload), "HmacSHA256", secret);
    }

    /** Returns the signing input (RFC 7515, section 5.1). */
    public static String input(String header, String payload) {
        return base64(header) + "." + base64(payload);
    }

    public static String rs256(String input, PrivateKey key) {
        return signed(input, "SHA256withRSA", key);
    }

    public static String es256(String input, PrivateKey key) {
        return signed(input, "SHA256withECDSAinP1363Format", key);
    }

    private static String signed(String input, String algorithm, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(UTF_8));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String signed(String input, String algorithm, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return input + "." + base64(mac.doFinal(input.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
