package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.util.Base64URL;
import java.security.Key;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A token in compact form (RFC 7515, section 7.1) before its signature is verified.
 *
 * @param keyId the header {@code kid}
 * @param algorithm the header {@code alg}
 * @param payload the claims
 * @param signed the text that the signature covers
 */
record UnverifiedToken(
        String keyId, String algorithm, Map<String, Object> payload, String signed, Base64URL signature) {

    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();
    private static final int MAX_LENGTH = 4096;
    private static final int PARTS = 3;

    /**
     * @throws IllegalArgumentException if the text is not a token in the only spelling that its bytes have
     * @throws ParseException if header or payload is not JSON
     */
    static UnverifiedToken parse(String token) throws ParseException {
        String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length == PARTS) {
            Map<String, Object> header = StrictJson.object(bytes(parts[0]));
            Map<String, Object> payload = StrictJson.object(bytes(parts[1]));
            Base64URL signature = Base64URL.encode(bytes(parts[2]));
            // RFC 7515, section 4.1.11: reject an extension that is critical and unknown.
            if (!header.containsKey("crit")
                    && header.get("kid") instanceof String keyId
                    && header.get("alg") instanceof String algorithm) {
                return new UnverifiedToken(keyId, algorithm, payload, parts[0] + "." + parts[1], signature);
            }
        }
        throw new IllegalArgumentException("not a token of the server");
    }

    /** Rejects padding, and unused last bits that are not zero. */
    private static byte[] bytes(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        if (!Base64URL.encode(bytes).toString().equals(part)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }

    /** Returns whether the key signed the token, with the algorithm of the key; the header only has to name the same one. */
    boolean isSignedBy(JWK key) {
        JWSAlgorithm keyAlgorithm = algorithmOf(key.getKeyType());
        if (!keyAlgorithm.getName().equals(algorithm)) {
            return false;
        }
        try {
            JWSHeader header = new JWSHeader(keyAlgorithm);
            Key javaKey = KeyConverter.toJavaKeys(List.of(key)).get(0);
            return VERIFIERS.createJWSVerifier(header, javaKey).verify(header, signed.getBytes(US_ASCII), signature);
        } catch (JOSEException e) {
            return false;
        }
    }

    /** The kind of a key decides its algorithm (RFC 8725, section 3.1). */
    private static JWSAlgorithm algorithmOf(KeyType type) {
        if (type.equals(KeyType.RSA)) {
            return JWSAlgorithm.RS256;
        }
        return type.equals(KeyType.EC) ? JWSAlgorithm.ES256 : JWSAlgorithm.HS256;
    }
}
