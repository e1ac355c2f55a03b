package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a token says.
 *
 * @param type which kind
 * @param subject whose
 * @param session of which session
 * @param id the token's own name
 * @param issuedAt when it was made, cut to seconds (RFC 7519, NumericDate)
 * @param expiresAt the first instant at which it no longer counts, cut to seconds
 */
public record TokenClaims(
        TokenType type, UserId subject, SessionId session, String id, Instant issuedAt, Instant expiresAt) {

    /** Cuts the times to seconds. */
    public TokenClaims {
        requireNonNull(type, "type");
        requireNonNull(subject, "subject");
        requireNonNull(session, "session");
        requireNonNull(id, "id");
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
