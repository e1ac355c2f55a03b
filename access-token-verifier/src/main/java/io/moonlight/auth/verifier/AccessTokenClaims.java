package io.moonlight.auth.verifier;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param authMethods how the user signed in (RFC 8176), {@code amr}: {@code pwd} for a password, {@code otp} for a mailed code;
 *     empty if the token does not say it
 * @param authTime when the user signed in, {@code auth_time}; refreshes keep it
 * @param custom the other claims: those of the host application of the server that signs, by name, as JSON values
 */
public record AccessTokenClaims(
        long userId,
        UUID sessionId,
        String tokenId,
        Instant issuedAt,
        Instant expiresAt,
        List<String> roles,
        List<String> authMethods,
        Optional<Instant> authTime,
        Map<String, Object> custom) {

    /** Copies the lists and the custom claims. */
    public AccessTokenClaims {
        roles = List.copyOf(roles);
        authMethods = List.copyOf(authMethods);
        custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    }
}
