package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * What a token says.
 *
 * @param type which kind
 * @param subject whose
 * @param session of which session
 * @param id the token's own name: 1 to 128 visible ASCII characters
 * @param issuedAt when it was made, cut to seconds (RFC 7519, NumericDate)
 * @param expiresAt the first instant at which it no longer counts, cut to seconds
 */
public record TokenClaims(
        TokenType type, UserId subject, SessionId session, String id, Instant issuedAt, Instant expiresAt) {

    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

    /**
     * Cuts the times to seconds.
     *
     * @throws IllegalArgumentException if the id is not 1 to 128 visible ASCII characters
     */
    public TokenClaims {
        requireNonNull(type, "type");
        requireNonNull(subject, "subject");
        requireNonNull(session, "session");
        if (!ID.matcher(requireNonNull(id, "id")).matches()) {
            throw new IllegalArgumentException("a token's id is 1 to 128 visible ASCII characters");
        }
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
