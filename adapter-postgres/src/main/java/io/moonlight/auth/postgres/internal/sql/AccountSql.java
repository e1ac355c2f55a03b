package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.postgres.internal.row.EmailChange;
import io.moonlight.auth.postgres.internal.row.Guarded;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The statements that change an existing user. Rows are locked in the order user, session of the caller, code, mail, other
 * sessions; {@link SessionSql} explains the epochs.
 */
public interface AccountSql {

    /** The caller's session moves to the new epoch. */
    @SqlQuery("""
            WITH <caller>, changed AS (
                UPDATE <users> u
                SET password_hash = :replacement, session_epoch = u.session_epoch + 1, updated_at = :now
                FROM caller WHERE u.id = caller.id AND caller.verified
                RETURNING u.session_epoch, caller.session
            ), spared AS (
                UPDATE <sessions> s SET epoch = changed.session_epoch FROM changed WHERE s.id = changed.session
            ), noticed AS (
                <notice>
            )
            SELECT <verified>, (SELECT count(*) FROM changed) AS changed""")
    Guarded<Integer> changePassword(
            @BindMap Map<String, Object> caller,
            String replacement,
            OffsetDateTime now,
            @BindMap Map<String, Object> notice);

    @SqlQuery("""
            WITH <caller>, changed AS (
                UPDATE <users> u SET username = :username, updated_at = :now
                FROM caller WHERE u.id = caller.id AND caller.verified
                RETURNING <user_columns>
            )
            SELECT changed.*, <verified> FROM (VALUES (1)) always LEFT JOIN changed ON true""")
    Guarded<User> rename(@BindMap Map<String, Object> caller, String username, OffsetDateTime now);

    /** A taken email fails the whole statement, which restores the code's row. */
    @SqlQuery("""
            WITH <caller_for_update>, used AS (
                DELETE FROM <verification_codes> c USING caller
                WHERE <is_live> AND caller.email <> :email AND caller.verified
                RETURNING c.email, caller.id
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING used WHERE o.email = used.email AND o.kind = 'change_email_code'
            ), changed AS (
                UPDATE <users> u SET email = used.email, is_verified = true, updated_at = :now
                FROM used WHERE u.id = used.id
                RETURNING <user_columns>
            ), noticed AS (
                <notice>
            )
            SELECT changed.*, changed.id AS user_id, <verified>, true AS owner_found,
                EXISTS (SELECT FROM caller WHERE email = :email) AS own_address, <code_seen>
            FROM (VALUES (1)) always LEFT JOIN changed ON true""")
    Guarded<EmailChange> changeEmail(
            @BindMap Map<String, Object> caller,
            String email,
            String purpose,
            String code,
            OffsetDateTime now,
            int maxTries,
            @BindMap Map<String, Object> notice);

    @SqlQuery("""
            UPDATE <users> u
            SET is_active = :active,
                session_epoch = CASE WHEN :active THEN session_epoch ELSE session_epoch + 1 END,
                updated_at = CASE WHEN is_active = :active THEN updated_at ELSE :now END
            WHERE id = :id
            RETURNING <user_columns>""")
    Optional<User> setActive(long id, boolean active, OffsetDateTime now);

    @SqlQuery("""
            UPDATE <users> u
            SET roles = CAST(:roles AS text[]),
                updated_at = CASE WHEN roles = CAST(:roles AS text[]) THEN updated_at ELSE :now END
            WHERE id = :id
            RETURNING <user_columns>""")
    Optional<User> setRoles(long id, String[] roles, OffsetDateTime now);

    /** Foreign keys delete the sessions and known addresses, a trigger of the table codes and mails. */
    @SqlUpdate("DELETE FROM <users> WHERE id = :id")
    boolean delete(long id);

    /** As {@link #delete}. */
    @SqlQuery("""
            WITH <caller_for_update>, gone AS (
                DELETE FROM <users> u USING caller WHERE u.id = caller.id AND caller.verified RETURNING u.id
            )
            SELECT <verified>, (SELECT count(*) FROM gone) AS changed""")
    Guarded<Integer> deleteCaller(@BindMap Map<String, Object> caller, OffsetDateTime now);
}
