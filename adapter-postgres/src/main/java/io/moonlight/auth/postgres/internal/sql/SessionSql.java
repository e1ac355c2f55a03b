package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.postgres.internal.row.Guarded;
import io.moonlight.auth.postgres.internal.row.RotatedSession;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * The statements on sessions.
 *
 * <p>A session carries the epoch that its user had in the snapshot of {@link #open}. A statement that ends all sessions of a
 * user increases the user's epoch and, in the same statement, that of the one session that stays open, if any; nothing else
 * changes either. So it does not matter which of the two a concurrent statement has seen: a session that was opened or
 * rotated at the sight of an earlier epoch has ended as soon as the change is committed.
 *
 * <p>A statement that waited for such a change continues with the newest row of the session, but with the user of its own
 * snapshot. A session that is ahead of its user is thus one that was spared, and open: no other is ever ahead.
 */
public interface SessionSql {

    /**
     * The user's row is locked first, as the foreign keys would do in the end: a deletion of the user waits for this row before
     * it waits for the known address. The lock is shared, and conflicts with a change of the password: a login with the old
     * password is over, or rejected, before a reset deletes the known addresses.
     */
    @SqlQuery("""
            WITH proven AS (
                SELECT id, session_epoch FROM <users>
                WHERE id = :userId AND password_hash = :verified AND is_active
                FOR SHARE
            ), <opened>
            SELECT EXISTS (SELECT FROM opened)""")
    boolean open(@BindMap Map<String, Object> session, String verified);

    /**
     * As {@link #open}; rows are locked in the order user, code, mail. Only the call that deletes the code's row opens a
     * session. The lock on the user's row waits for a change of the address, and then finds the user under another one. It is
     * as strong as the change of an unverified user needs it.
     */
    @SqlQuery("""
            WITH owner AS (
                SELECT id, session_epoch FROM <users> WHERE id = :userId AND email = :email AND is_active
                FOR NO KEY UPDATE
            ), proven AS (
                DELETE FROM <verification_codes> c USING owner WHERE <is_live>
                RETURNING c.email, owner.id, owner.session_epoch
            ), confirmed AS (
                UPDATE <users> u SET is_verified = true, updated_at = :now
                FROM proven WHERE u.id = proven.id AND NOT u.is_verified
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING proven WHERE o.email = proven.email AND o.kind = 'login_code'
            ), <opened>
            SELECT EXISTS (SELECT FROM opened)""")
    boolean openByCode(
            @BindMap Map<String, Object> session,
            String email,
            String purpose,
            String code,
            OffsetDateTime now,
            int maxTries);

    /**
     * All that depends on the session is in expressions of this UPDATE: one that waited for a concurrent rotation evaluates
     * them, and its WHERE, again on the newest row. The user is that of the snapshot, see above.
     *
     * <p>{@code rotations[1]} is when the generation before the current one was rotated, {@code rotations[2]} the one before
     * that; beyond the stored ones it is NULL, which counts as long ago.
     */
    @SqlQuery("""
            UPDATE <sessions> s
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
            FROM <users> u
            WHERE s.id = :id AND :presented BETWEEN 0 AND s.generation
                AND s.ended_at IS NULL AND s.expires_at > :now
                AND u.id = s.user_id AND s.epoch >= u.session_epoch AND u.is_active
            RETURNING s.ended_at IS NOT NULL AS stolen, <sign_in_columns>,
                s.rotations[CAST(LEAST(s.generation - :presented, 5) AS integer)] AS rotated_at,
                <user_columns>""")
    Optional<RotatedSession> rotate(
            UUID id,
            long presented,
            OffsetDateTime now,
            OffsetDateTime graceStart,
            OffsetDateTime idleEnd,
            long totalMicros);

    @SqlQuery("""
            UPDATE <sessions> s SET ended_at = :now
            FROM <users> u
            WHERE s.id = :id AND s.ended_at IS NULL AND s.expires_at > :now
                AND u.id = s.user_id AND s.epoch >= u.session_epoch AND u.is_active
            RETURNING u.id""")
    Optional<Long> end(UUID id, OffsetDateTime now);

    /**
     * Epochs are compared only on the newest rows, as in {@link #endAll}: the session may be the caller's own, which a
     * concurrent change of the password has spared.
     */
    @SqlQuery("""
            WITH <caller>, ended AS (
                UPDATE <sessions> s SET ended_at = :now
                FROM caller
                WHERE s.id = :id AND s.user_id = caller.id AND s.ended_at IS NULL AND s.expires_at > :now
                    AND caller.verified
                RETURNING s.epoch >= caller.session_epoch AS was_open
            )
            SELECT <verified>,
                (SELECT count(*) FILTER (WHERE was_open) FROM ended) AS changed""")
    Guarded<Integer> endOne(@BindMap Map<String, Object> caller, UUID id, OffsetDateTime now);

    /** As {@link #endAll}. */
    @SqlQuery("""
            WITH <caller>, ended AS (
                UPDATE <sessions> s SET ended_at = :now
                FROM caller
                WHERE s.user_id = caller.id AND s.id <> caller.session AND s.ended_at IS NULL AND s.expires_at > :now
                    AND caller.verified
                RETURNING s.epoch >= caller.session_epoch AS was_open
            )
            SELECT <verified>,
                (SELECT count(*) FILTER (WHERE was_open) FROM ended) AS changed""")
    Guarded<Integer> endOthers(@BindMap Map<String, Object> caller, OffsetDateTime now);

    /**
     * The user's row is locked first: statements that lock more than one session run one after the other. If the lock waited
     * for a change that spared a session, the snapshot still has the session in the epoch before. So epochs are compared
     * only on the newest rows; ending a session again that had ended by its epoch does no harm.
     */
    @SqlQuery("""
            WITH owner AS (
                SELECT id, session_epoch, is_active FROM <users> WHERE id = :userId FOR NO KEY UPDATE
            ), ended AS (
                UPDATE <sessions> s SET ended_at = :now
                FROM owner
                WHERE s.user_id = owner.id AND s.ended_at IS NULL AND s.expires_at > :now
                RETURNING s.epoch >= owner.session_epoch AND owner.is_active AS was_open
            )
            SELECT count(*) FILTER (WHERE was_open) FROM ended""")
    int endAll(long userId, OffsetDateTime now);

    @SqlQuery("""
            SELECT <user_columns>, <sign_in_columns>
            FROM <sessions> s JOIN <users> u ON u.id = s.user_id
            WHERE s.id = :id AND s.ended_at IS NULL AND s.expires_at > :now
                AND s.epoch >= u.session_epoch AND u.is_active""")
    Optional<SessionOwner> owner(UUID id, OffsetDateTime now);

    @SqlQuery("""
            SELECT s.id, s.created_at, s.last_used_at, s.expires_at, host(s.client_ip) AS client_ip, s.user_agent
            FROM <sessions> s JOIN <users> u ON u.id = s.user_id
            WHERE s.user_id = :userId AND s.ended_at IS NULL AND s.expires_at > :now
                AND s.epoch >= u.session_epoch AND u.is_active
            ORDER BY s.last_used_at DESC, s.id
            LIMIT :limit""")
    List<OpenSession> list(long userId, OffsetDateTime now, int limit);
}
