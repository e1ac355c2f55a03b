package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What became of a refresh token that was presented.
 */
public sealed interface Rotation {

    /**
     * The token was taken: this is its successor, the same for everyone who asks within the grace.
     *
     * @param user whose session it is
     * @param generation the successor's number, one more than the presented token's
     * @param rotatedAt when the presented token was retired, cut to microseconds
     * @param expiresAt when the successor ends, cut to microseconds
     */
    record Rotated(User user, long generation, Instant rotatedAt, Instant expiresAt) implements Rotation {
        /** Cuts the times to microseconds. */
        public Rotated {
            requireNonNull(user, "user");
            rotatedAt = rotatedAt.truncatedTo(ChronoUnit.MICROS);
            expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * A retired token came back after the grace: somebody else has it (RFC 9700, section 4.14.2). The session is over.
     *
     * @param userId whose session it was
     */
    record Stolen(UserId userId) implements Rotation {
        /** @param userId whose */
        public Stolen {
            requireNonNull(userId, "userId");
        }
    }

    /** No such session, or it is over, or its user is gone, switched off or has a new password. Nothing changed. */
    record Refused() implements Rotation {}
}
