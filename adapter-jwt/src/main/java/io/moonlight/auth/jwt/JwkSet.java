package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a JWK Set (RFC 7517, section 5) that somebody else has published. Keys that verify no token of ours are passed
 * over, as the RFC asks; a text that is no such set, or in which a name stands for two keys, is refused as a whole.
 */
final class JwkSet {

    private JwkSet() {}

    /**
     * @return the usable keys by the names under which they were published; at least one
     * @throws IllegalArgumentException if the text is not such a set, or has no usable key
     */
    static Map<String, JwtKey> read(byte[] body) {
        Map<String, JwtKey> byId = new HashMap<>();
        for (Object entry : entries(body)) {
            if (!(entry instanceof Map<?, ?> jwk)) {
                throw new IllegalArgumentException("a key of the key set is no JSON object");
            }
            if (jwk.get("kid") instanceof String id && !id.isEmpty()) {
                Jwk.usable(jwk).ifPresent(key -> add(byId, id, key));
            }
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("the key set has no key that verifies RS256 or ES256");
        }
        return byId;
    }

    private static List<?> entries(byte[] body) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return Optional.ofNullable(StrictJson.object(text).get("keys"))
                    .filter(List.class::isInstance)
                    .map(keys -> (List<?>) keys)
                    .orElseThrow(() -> new IllegalArgumentException("the key set has no array of keys"));
        } catch (IOException e) {
            // Without the cause: its message repeats what was read.
            throw new IllegalArgumentException("the key set is not one JSON object");
        }
    }

    /** The same key twice is one key; the same name for two keys is a mistake, and nobody here can tell which is meant. */
    private static void add(Map<String, JwtKey> byId, String id, JwtKey key) {
        JwtKey other = byId.putIfAbsent(id, key);
        if (other != null && !other.id().equals(key.id())) {
            throw new IllegalArgumentException("the key set has two keys of one name");
        }
    }
}
