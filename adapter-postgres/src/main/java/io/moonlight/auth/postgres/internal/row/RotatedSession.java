package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A session and its user right after a rotation.
 *
 * @param rotatedAt when the presented generation was rotated; empty if that is not stored any more, and so the token reused
 */
public record RotatedSession(boolean stolen, SignIn signIn, Optional<Instant> rotatedAt, User user) {

    static RotatedSession of(ResultSet row) throws SQLException {
        return new RotatedSession(
                row.getBoolean("stolen"),
                Rows.signIn(row),
                Optional.ofNullable(row.getObject("rotated_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Rows.user(row));
    }

    /** Returns the successor, with the times of the rotation that made it, also if that was earlier in the grace period. */
    public Rotation outcome(long presented, SessionPolicy policy) {
        if (stolen) {
            return new Rotation.Stolen(user.id());
        }
        Instant at = rotatedAt.orElseThrow();
        return new Rotation.Rotated(user, signIn, presented + 1, at, policy.expiry(signIn.at(), at));
    }
}
