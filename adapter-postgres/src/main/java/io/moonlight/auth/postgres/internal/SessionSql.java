package io.moonlight.auth.postgres.internal;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/**
 * The statements of {@code JdbiSessionRepository}.
 *
 * <p>A session carries the epoch that its user had in the snapshot of {@link #open}, and nothing ever moves it on. A
 * password reset moves the user's. So it does not matter which of the two a racing statement has seen: a session that
 * was opened, or rotated, on the sight of an earlier epoch is over as soon as the reset is there.
 */
public interface SessionSql {

    @SqlUpdate("""
            INSERT INTO sessions (id, user_id, epoch, created_at, last_used_at, expires_at, client_ip, user_agent)
            SELECT :id, u.id, u.session_epoch, :createdAt, :createdAt, :expiresAt, CAST(:ip AS inet), :userAgent
            FROM users u WHERE u.id = :userId AND u.password_hash = :verified AND u.is_active""")
    boolean open(@BindMap Map<String, Object> session, String verified);

    /**
     * All that depends on the session stands in this UPDATE's own expressions: one that waited for a concurrent rotation
     * computes them, and its WHERE, again on the newest row. The user is the one of the snapshot, see above.
     *
     * <p>{@code rotations[1]} is when the generation before the current one was retired, {@code rotations[2]} the one
     * before that; beyond the remembered ones it is NULL, which is long ago.
     */
    @SqlQuery("""
            UPDATE sessions s
            SET generation = CASE WHEN s.generation = :presented THEN s.generation + 1 ELSE s.generation END,
                rotations = CASE WHEN s.generation = :presented
                    THEN (ARRAY[:now] || s.rotations)[1 : 4] ELSE s.rotations END,
                last_used_at = CASE WHEN s.generation = :presented THEN :now ELSE s.last_used_at END,
                expires_at = CASE WHEN s.generation = :presented
                    THEN LEAST(:idleEnd, s.created_at + :totalMicros * interval '1 microsecond')
                    ELSE s.expires_at END,
                ended_at = CASE WHEN s.generation > :presented
                    AND COALESCE(s.rotations[CAST(LEAST(s.generation - :presented, 5) AS integer)] < :graceStart, true)
                    THEN :now END
            FROM users u
            WHERE s.id = :id AND :presented BETWEEN 0 AND s.generation
                AND s.ended_at IS NULL AND s.expires_at > :now
                AND u.id = s.user_id AND u.session_epoch = s.epoch AND u.is_active
            RETURNING s.ended_at IS NOT NULL AS stolen, s.created_at AS session_created_at,
                s.rotations[CAST(LEAST(s.generation - :presented, 5) AS integer)] AS rotated_at,
                u.id, u.email, u.username, u.password_hash, u.is_active, u.is_verified, u.created_at""")
    @UseRowMapper(RotationRow.Mapper.class)
    Optional<RotationRow> rotate(
            UUID id,
            long presented,
            OffsetDateTime now,
            OffsetDateTime graceStart,
            OffsetDateTime idleEnd,
            long totalMicros);

    @SqlUpdate("UPDATE sessions SET ended_at = :now WHERE id = :id AND ended_at IS NULL")
    void end(UUID id, OffsetDateTime now);
}
