package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.Rotation;
import io.moonlight.auth.domain.model.SessionPolicy;
import io.moonlight.auth.domain.model.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A session and its user right after a rotation.
 *
 * @param rotatedAt when the presented generation was retired; empty if that is not remembered, and so the session stolen
 */
public record RotationRow(boolean stolen, Instant createdAt, Optional<Instant> rotatedAt, User user) {

    /** Now and within the grace alike: the successor, with the times of the rotation that made it. */
    public Rotation outcome(long presented, SessionPolicy policy) {
        if (stolen) {
            return new Rotation.Stolen(user.id());
        }
        Instant at = rotatedAt.orElseThrow();
        return new Rotation.Rotated(user, presented + 1, at, policy.expiry(createdAt, at));
    }

    /** Maps what the statement returns. */
    public static final class Mapper implements RowMapper<RotationRow> {

        private final UserRow user = new UserRow();

        @Override
        public RotationRow map(ResultSet row, StatementContext context) throws SQLException {
            return new RotationRow(
                    row.getBoolean("stolen"),
                    Times.read(row, "session_created_at"),
                    Optional.ofNullable(row.getObject("rotated_at", OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant),
                    user.map(row, context));
        }
    }
}
