package io.moonlight.auth.verifier;

import java.time.Instant;
import java.util.UUID;

/**
 * The claims of a verified access token.
 *
 * @param userId the user, {@code sub}; positive
 * @param sessionId the session, {@code sid}
 * @param tokenId the id of the token, {@code jti}
 * @param issuedAt when it was issued, {@code iat}
 * @param expiresAt the first instant at which it is no longer valid, {@code exp}
 */
public record AccessTokenClaims(long userId, UUID sessionId, String tokenId, Instant issuedAt, Instant expiresAt) {}
