package io.moonlight.auth.verifier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a JWK Set (RFC 7517, section 5). Keys that cannot verify tokens of the server are ignored, as the RFC asks. The kind of
 * a key decides its algorithm (RFC 8725, section 3.1): RSA means RS256, and P-256 means ES256.
 */
final class KeySetReader {

    private static final int MIN_RSA_BITS = 2048;
    private static final Map<Object, String> ALGORITHMS = Map.of("RSA", "RS256", "EC", "ES256");
    private static final Set<String> MEMBERS =
            Set.of("kty", "kid", "use", "key_ops", "alg", "crv", "x", "y", "n", "e", "d");

    private KeySetReader() {}

    /**
     * Returns the usable keys, at least one, each with its algorithm.
     *
     * @throws IllegalArgumentException if the text is not a JWK Set, has no usable key, or has two keys with one id
     */
    static JWKSet read(byte[] body) {
        Map<String, JWK> byId = new LinkedHashMap<>();
        for (Object entry : entries(body)) {
            if (!(entry instanceof Map<?, ?> members)) {
                throw new IllegalArgumentException("a key of the key set is not a JSON object");
            }
            usable(members).ifPresent(key -> add(byId, key));
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("the key set has no key that verifies RS256 or ES256");
        }
        return new JWKSet(new ArrayList<>(byId.values()));
    }

    private static List<?> entries(byte[] body) {
        Optional<Map<String, Object>> set = StrictJson.object(body);
        if (set.isPresent() && set.get().get("keys") instanceof List<?> keys) {
            return keys;
        }
        throw new IllegalArgumentException("the key set is not a JSON object with an array of keys");
    }

    /** Only the members that say what a key is and what it is for count: others may be in any form. */
    private static Optional<JWK> usable(Map<?, ?> members) {
        Map<String, Object> known = new HashMap<>();
        MEMBERS.stream().filter(members::containsKey).forEach(name -> known.put(name, members.get(name)));
        String algorithm = ALGORITHMS.get(String.valueOf(known.get("kty")));
        if (algorithm == null || known.containsKey("d") || known.containsValue(null)) {
            return Optional.empty();
        }
        known.putIfAbsent("alg", algorithm);
        try {
            return Optional.of(JWK.parse(known)).filter(key -> verifies(key, algorithm));
        } catch (ParseException | RuntimeException e) {
            // Not on its curve, misspelt: a key that verifies nothing here.
            return Optional.empty();
        }
    }

    private static boolean verifies(JWK key, String algorithm) {
        boolean meant = algorithm.equals(key.getAlgorithm().getName())
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
        boolean strong = key instanceof ECKey ec ? ec.getCurve().equals(Curve.P_256) : key.size() >= MIN_RSA_BITS;
        return meant && strong && key.getKeyID() != null && !key.getKeyID().isEmpty() && isAccepted(key);
    }

    /** Returns whether the JDK takes the numbers for a key. */
    private static boolean isAccepted(JWK key) {
        try {
            return ((AsymmetricJWK) key).toPublicKey() != null;
        } catch (JOSEException e) {
            return false;
        }
    }

    /** One key listed twice is one key; one id for two keys is a mistake, and the right one cannot be known. */
    private static void add(Map<String, JWK> byId, JWK key) {
        JWK other = byId.putIfAbsent(key.getKeyID(), key);
        if (other != null && !other.equals(key)) {
            throw new IllegalArgumentException("the key set has two keys with one id");
        }
    }
}
