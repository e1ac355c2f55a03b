package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * The claims of a token.
 *
 * @param type the kind of token
 * @param subject the user
 * @param session the session
 * @param id the token's id: 1 to 128 visible ASCII characters
 * @param issuedAt when it was issued, truncated to seconds (RFC 7519, NumericDate)
 * @param expiresAt the first instant at which it is invalid, truncated to seconds
 */
public record TokenClaims(
        TokenType type, UserId subject, SessionId session, String id, Instant issuedAt, Instant expiresAt) {

    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

    /**
     * Truncates the times to seconds.
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
