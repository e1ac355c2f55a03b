package io.moonlight.auth.verifier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a JWK Set (RFC 7517, section 5). Keys that cannot verify tokens of the server are ignored, as the RFC asks. */
final class KeySetReader {

    private static final int MIN_RSA_BITS = 2048;

    private static final JWKMatcher RSA =
            matcher(KeyType.RSA, JWSAlgorithm.RS256).minKeySize(MIN_RSA_BITS).build();
    private static final JWKMatcher P256 =
            matcher(KeyType.EC, JWSAlgorithm.ES256).curve(Curve.P_256).build();

    private KeySetReader() {}

    private static JWKMatcher.Builder matcher(KeyType type, JWSAlgorithm algorithm) {
        return new JWKMatcher.Builder()
                .keyType(type)
                .algorithms(algorithm, null)
                .keyUses(KeyUse.SIGNATURE, null)
                .publicOnly(true)
                .withKeyIDOnly(true);
    }

    /**
     * Returns the usable keys, at least one.
     *
     * @throws IllegalArgumentException if the text is not a JWK Set, has no usable key, or has two keys with one id
     */
    static JWKSet read(byte[] body) {
        Map<String, JWK> byId = new LinkedHashMap<>();
        for (Map<String, Object> members : entries(body)) {
            usable(members).ifPresent(key -> add(byId, key));
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("the key set has no key that verifies RS256 or ES256");
        }
        return new JWKSet(new ArrayList<>(byId.values()));
    }

    private static List<Map<String, Object>> entries(byte[] body) {
        try {
            Map<String, Object>[] keys = JSONObjectUtils.getJSONObjectArray(StrictJson.object(body), "keys");
            if (keys != null && !Arrays.asList(keys).contains(null)) {
                return List.of(keys);
            }
        } catch (ParseException e) {
            // The message below is enough.
        }
        throw new IllegalArgumentException("the key set is not a JSON object with an array of keys");
    }

    private static Optional<JWK> usable(Map<String, Object> members) {
        try {
            JWK key = JWK.parse(members);
            boolean verifies =
                    key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
            if (verifies && (RSA.matches(key) || P256.matches(key))) {
                // Throws if the JDK does not take the numbers for a key.
                PublicKey publicKey = ((AsymmetricJWK) key).toPublicKey();
                // The matcher counts leading zeros of the modulus.
                boolean tooShort = publicKey instanceof RSAPublicKey rsa
                        && rsa.getModulus().bitLength() < MIN_RSA_BITS;
                return tooShort ? Optional.empty() : Optional.of(key);
            }
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Not on its curve, misspelt: a key that verifies nothing here.
        }
        return Optional.empty();
    }

    /** One key listed twice is one key; one id for two keys is a mistake, and the right one cannot be known. */
    private static void add(Map<String, JWK> byId, JWK key) {
        JWK other = byId.putIfAbsent(key.getKeyID(), key);
        if (other != null && !other.equals(key)) {
            throw new IllegalArgumentException("the key set has two keys with one id");
        }
    }
}
