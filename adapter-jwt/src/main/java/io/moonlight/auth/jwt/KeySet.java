package io.moonlight.auth.jwt;

import com.auth0.jwt.JWTVerifier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that a server had published at a moment.
 *
 * @param byId each with its check of tokens
 * @param askedAt when they were asked for; so they are at least as young
 */
record KeySet(Map<String, JWTVerifier> byId, Instant askedAt) {

    /** Nothing has been asked for yet. */
    static final KeySet NONE = new KeySet(Map.of(), Instant.MIN);

    Optional<JWTVerifier> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
