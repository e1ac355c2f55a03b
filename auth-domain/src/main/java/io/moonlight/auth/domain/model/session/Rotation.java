package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The result of presenting a refresh token.
 */
public sealed interface Rotation {

    /**
     * The token was accepted: this is its successor, the same for all calls within the grace period.
     *
     * @param user the user of the session
     * @param signIn how and when the session was opened
     * @param generation generation of the successor, one more than that of the presented token
     * @param rotatedAt when the presented token was rotated, truncated to microseconds
     * @param expiresAt when the successor expires, truncated to microseconds
     */
    record Rotated(User user, SignIn signIn, long generation, Instant rotatedAt, Instant expiresAt)
            implements Rotation {
        /** Truncates the times to microseconds. */
        public Rotated {
            requireNonNull(user, "user");
            requireNonNull(signIn, "signIn");
            rotatedAt = rotatedAt.truncatedTo(ChronoUnit.MICROS);
            expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * A token was reused after the grace period: it was stolen (RFC 9700, section 4.14.2). The session was ended.
     *
     * @param userId the user of the session
     */
    record Stolen(UserId userId) implements Rotation {
        /** @param userId the user of the session */
        public Stolen {
            requireNonNull(userId, "userId");
        }
    }

    /** The session is unknown or has ended, or its user was deleted, disabled or has a new password. Nothing changed. */
    record Refused() implements Rotation {}
}
