package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.User;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/**
 * The statements of {@code JdbiUserRepository} that change a user who is there. Rows are locked in the order user,
 * session of the caller, code, mail, other sessions: see {@link SessionSql} for what the epochs mean.
 */
public interface AccountSql {

    /** The caller's session is taken along into the new epoch. */
    @SqlQuery(CallerSql.CALLER + """
            changed AS (
                UPDATE <users> u
                SET password_hash = :replacement, session_epoch = u.session_epoch + 1, updated_at = :now
                FROM caller WHERE u.id = caller.id AND caller.verified
                RETURNING u.session_epoch, caller.session
            ), spared AS (
                UPDATE <sessions> s SET epoch = changed.session_epoch FROM changed WHERE s.id = changed.session
            ), noticed AS (
                INSERT INTO <mail_outbox> (id, kind, email, language, requested_at, deadline, ready_at)
                SELECT :mailId, :kind, :to, :language, :requestedAt, :deadline, :requestedAt FROM changed
            )
            SELECT (SELECT verified FROM caller) AS caller_verified, (SELECT count(*) FROM changed) AS changed""")
    @UseRowMapper(Guarded.CountRow.class)
    Guarded<Integer> changePassword(
            @BindMap Map<String, Object> caller,
            String replacement,
            OffsetDateTime now,
            @BindMap Map<String, Object> notice);

    @SqlQuery(CallerSql.CALLER + """
            changed AS (
                UPDATE <users> u SET username = :username, updated_at = :now
                FROM caller WHERE u.id = caller.id AND caller.verified
                RETURNING u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at
            )
            SELECT changed.*, (SELECT verified FROM caller) AS caller_verified
            FROM (VALUES (1)) always LEFT JOIN changed ON true""")
    @UseRowMapper(Guarded.ChangedUserRow.class)
    Guarded<User> rename(@BindMap Map<String, Object> caller, String username, OffsetDateTime now);

    /** A taken address fails the whole statement, so that the code's row is back. */
    @SqlQuery(CallerSql.CALLER_FOR_UPDATE + """
            used AS (
                DELETE FROM <verification_codes> c USING caller
                WHERE c.email = :email AND c.purpose = 'change_email' AND caller.email <> :email AND caller.verified
                    AND c.code_hash = :code AND c.expires_at > :now AND c.wrong_tries < :maxTries
                RETURNING c.email, caller.id
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING used
                WHERE o.email = used.email AND o.kind = 'change_email_code'
            ), changed AS (
                UPDATE <users> u SET email = used.email, updated_at = :now
                FROM used WHERE u.id = used.id
                RETURNING u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at
            ), noticed AS (
                INSERT INTO <mail_outbox> (id, kind, email, language, requested_at, deadline, ready_at)
                SELECT :mailId, :kind, :to, :language, :requestedAt, :deadline, :requestedAt FROM changed
            )
            SELECT changed.*, changed.id AS user_id, (SELECT verified FROM caller) AS caller_verified,
                true AS owner_found, EXISTS (SELECT FROM caller WHERE email = :email) AS own_address, COALESCE((
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
    @UseRowMapper(Guarded.EmailChangeRow.class)
    Guarded<EmailChange> changeEmail(
            @BindMap Map<String, Object> caller,
            String email,
            String code,
            OffsetDateTime now,
            int maxTries,
            @BindMap Map<String, Object> notice);

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

    /** As {@link #delete}. */
    @SqlQuery(CallerSql.CALLER_FOR_UPDATE + """
            gone AS (
                DELETE FROM <users> u USING caller WHERE u.id = caller.id AND caller.verified RETURNING u.id
            )
            SELECT (SELECT verified FROM caller) AS caller_verified, (SELECT count(*) FROM gone) AS changed""")
    @UseRowMapper(Guarded.CountRow.class)
    Guarded<Integer> deleteCaller(@BindMap Map<String, Object> caller, OffsetDateTime now);
}
