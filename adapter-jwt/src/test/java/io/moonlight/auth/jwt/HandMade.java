package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens made without the library that is tested. */
final class HandMade {

    private HandMade() {}

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    static String unsigned(String header, String payload) {
        return base64(header) + "." + base64(payload) + ".";
    }

    static String hs256(String header, String payload, byte[] secret) {
        return signed(base64(header) + "." + base64(payload), "HmacSHA256", secret);
    }

    static String signed(String input, String algorithm, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return input + "." + base64(mac.doFinal(input.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
