package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.User;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/**
 * The statements of {@code JdbiUserRepository} that change a user who is there. Rows are locked in the order user, code,
 * wish, session: see {@link SessionSql} for what the epochs mean.
 */
public interface AccountSql {

    /**
     * The spared session is taken along into the new epoch. It is open if it is in the one before; that is so in the
     * snapshot if ever, since whoever moves the epoch on meanwhile changes the hash as well or ends all sessions.
     */
    @SqlQuery("""
            WITH changed AS (
                UPDATE <users>
                SET password_hash = :replacement, session_epoch = session_epoch + 1, updated_at = :now
                WHERE id = :id AND password_hash = :expected
                RETURNING id, session_epoch, is_active
            ), spared AS (
                UPDATE <sessions> s SET epoch = changed.session_epoch
                FROM changed
                WHERE s.id = :spared AND s.user_id = changed.id AND s.epoch = changed.session_epoch - 1
                    AND changed.is_active AND s.ended_at IS NULL AND s.expires_at > :now
            ), noticed AS (
                INSERT INTO <mail_outbox> (id, kind, email, language, requested_at, deadline, ready_at)
                SELECT :wishId, :kind, :to, :language, :requestedAt, :deadline, :requestedAt FROM changed
            )
            SELECT EXISTS (SELECT FROM changed)""")
    boolean changePassword(
            long id,
            String expected,
            String replacement,
            UUID spared,
            OffsetDateTime now,
            @BindMap Map<String, Object> notice);

    @SqlQuery("""
            UPDATE <users> SET username = :username, updated_at = :now WHERE id = :id
            RETURNING id, email, username, is_active, is_verified, created_at""")
    @UseRowMapper(UserRow.class)
    Optional<User> rename(long id, String username, OffsetDateTime now);

    /**
     * The user's row is locked first, and at once as strongly as a change of the address needs it, so that {@code owner}
     * is the newest row. A taken address fails the whole statement, so that the code's row is back.
     */
    @SqlQuery("""
            WITH owner AS (
                SELECT id, email FROM <users> WHERE id = :id FOR UPDATE
            ), used AS (
                DELETE FROM <verification_codes> c USING owner
                WHERE c.email = :email AND c.purpose = 'change_email' AND owner.email <> :email
                    AND c.code_hash = :code AND c.expires_at > :now AND c.wrong_tries < :maxTries
                RETURNING c.email, owner.id
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING used
                WHERE o.email = used.email AND o.kind = 'change_email_code'
            ), changed AS (
                UPDATE <users> u SET email = used.email, updated_at = :now
                FROM used WHERE u.id = used.id
                RETURNING u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at
            ), noticed AS (
                INSERT INTO <mail_outbox> (id, kind, email, language, requested_at, deadline, ready_at)
                SELECT :wishId, :kind, :to, :language, :requestedAt, :deadline, :requestedAt FROM changed
            )
            SELECT changed.*, changed.id AS user_id, EXISTS (SELECT FROM owner) AS owner_found,
                EXISTS (SELECT FROM owner WHERE email = :email) AS own_address, COALESCE((
                    SELECT CASE
                        WHEN code_hash IS NULL THEN 'NOT_FOUND'
                        WHEN expires_at <= :now THEN 'EXPIRED'
                        WHEN wrong_tries >= :maxTries THEN 'EXHAUSTED'
                        WHEN code_hash <> :code THEN 'WRONG'
                        ELSE 'LIVE'
                    END
                    FROM <verification_codes> WHERE email = :email AND purpose = 'change_email'
                ), 'NOT_FOUND') AS code_seen
            FROM (VALUES (1)) always LEFT JOIN changed ON true""")
    @UseRowMapper(EmailChange.Row.class)
    EmailChange changeEmail(
            long id, String email, String code, OffsetDateTime now, int maxTries, @BindMap Map<String, Object> notice);

    @SqlQuery("""
            UPDATE <users>
            SET is_active = :active,
                session_epoch = CASE WHEN :active THEN session_epoch ELSE session_epoch + 1 END,
                updated_at = CASE WHEN is_active = :active THEN updated_at ELSE :now END
            WHERE id = :id
            RETURNING id, email, username, is_active, is_verified, created_at""")
    @UseRowMapper(UserRow.class)
    Optional<User> setActive(long id, boolean active, OffsetDateTime now);

    /** Takes the sessions and known addresses along by their foreign keys, codes and mails by a trigger of the table. */
    @SqlUpdate("DELETE FROM <users> WHERE id = :id")
    boolean delete(long id);
}
