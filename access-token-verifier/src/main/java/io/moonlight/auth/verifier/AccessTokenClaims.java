package io.moonlight.auth.verifier;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The claims of a verified access token.
 *
 * @param userId the user, {@code sub}; positive
 * @param sessionId the session, {@code sid}
 * @param tokenId the id of the token, {@code jti}
 * @param issuedAt when it was issued, {@code iat}
 * @param expiresAt the first instant at which it is no longer valid, {@code exp}
 * @param roles of the user when the token was issued, {@code roles}; empty if there are none
 * @param custom the other claims: those of the host application of the server that signs, by name, as JSON values
 */
public record AccessTokenClaims(
        long userId,
        UUID sessionId,
        String tokenId,
        Instant issuedAt,
        Instant expiresAt,
        List<String> roles,
        Map<String, Object> custom) {

    /** Copies the roles and the custom claims. */
    public AccessTokenClaims {
        roles = List.copyOf(roles);
        custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    }
}
