package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.postgres.internal.row.CodeUse;
import io.moonlight.auth.postgres.internal.row.Registration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements that find users, register them, and let them in. */
public interface UserSql {

    /** Finds nothing and locks nothing, but fails where a write would fail: on a standby, and without the tables. */
    @SqlQuery("SELECT id FROM <users> WHERE false FOR UPDATE")
    Optional<Long> writable();

    @SqlQuery("SELECT EXISTS (SELECT FROM <users> WHERE email = :email)")
    boolean exists(String email);

    @SqlQuery("SELECT <user_columns> FROM <users> u WHERE email = :email")
    Optional<User> findByEmail(String email);

    @SqlQuery("SELECT <user_columns> FROM <users> u WHERE id = :id")
    Optional<User> findById(long id);

    @SqlQuery("SELECT password_hash FROM <users> WHERE id = :id")
    Optional<String> passwordHash(long id);

    @SqlQuery("""
            SELECT <user_columns>, u.password_hash, COALESCE(k.last_login_at > :since, false) AS known_address
            FROM <users> u LEFT JOIN <known_addresses> k ON k.user_id = u.id AND k.network = CAST(:network AS text)
            WHERE u.email = :email""")
    Optional<LoginCandidate> findForLogin(String email, Optional<String> network, OffsetDateTime since);

    /** Goes from kind to kind in an index; the expression is that of the index. */
    @SqlQuery("""
            WITH RECURSIVE samples AS ((
                SELECT password_hash FROM <users>
                ORDER BY regexp_replace(password_hash, '[A-Za-z0-9./+]{16,}', '', 'g') LIMIT 1
            ) UNION ALL
                SELECT next.password_hash FROM samples s CROSS JOIN LATERAL (
                    SELECT u.password_hash FROM <users> u
                    WHERE regexp_replace(u.password_hash, '[A-Za-z0-9./+]{16,}', '', 'g')
                        > regexp_replace(s.password_hash, '[A-Za-z0-9./+]{16,}', '', 'g')
                    ORDER BY regexp_replace(u.password_hash, '[A-Za-z0-9./+]{16,}', '', 'g') LIMIT 1
                ) next
            )
            SELECT password_hash FROM samples LIMIT :limit""")
    List<String> sampleHashes(int limit);

    /**
     * Only the call that deletes the code's row uses the code: a concurrent one waits for that row, finds it gone and creates
     * no user. A taken email or username fails the whole statement, which restores the code's row: ON CONFLICT would
     * let the code be consumed. Without a required invitation the code is not looked at. Rows are locked in the order
     * invitation, code, mail, as everywhere.
     */
    @SqlQuery("""
            WITH invitation AS (
                SELECT id, roles FROM <invitations> WHERE email = :email AND expires_at > :now FOR UPDATE
            ), admitted AS (
                SELECT COALESCE(i.roles, '{}') AS roles FROM (VALUES (1)) always LEFT JOIN invitation i ON true
                WHERE i.id IS NOT NULL OR NOT :invitedOnly
            ), used AS (
                DELETE FROM <verification_codes> c USING admitted WHERE <is_live> RETURNING c.email, admitted.roles
            ), spent AS (
                DELETE FROM <invitations> i USING used WHERE i.email = used.email
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING used
                WHERE o.email = used.email AND o.kind IN ('register_code', 'invitation')
            ), created AS (
                INSERT INTO <users> (email, username, password_hash, is_active, is_verified, created_at, updated_at, roles)
                SELECT used.email, :username, :passwordHash, true, true, :createdAt, :createdAt, used.roles FROM used
                RETURNING id, roles
            )
            SELECT created.id AS user_id, created.roles, EXISTS (SELECT FROM admitted) AS owner_found, <code_seen>
            FROM (VALUES (1)) always LEFT JOIN created ON true""")
    Registration register(
            boolean invitedOnly,
            String email,
            String purpose,
            String username,
            String passwordHash,
            OffsetDateTime createdAt,
            String code,
            OffsetDateTime now,
            int maxTries);

    /**
     * The user's row is locked first, so that the code is not used up for a user who is being deleted: after the wait {@code
     * owner} is the newest row or none, where a plain join would continue with that of the snapshot.
     */
    @SqlQuery("""
            WITH owner AS (
                SELECT id FROM <users> WHERE email = :email FOR NO KEY UPDATE
            ), used AS (
                DELETE FROM <verification_codes> c USING owner WHERE <is_live> RETURNING c.email, owner.id
            ), changed AS (
                UPDATE <users> u
                SET password_hash = :passwordHash, is_verified = true, session_epoch = u.session_epoch + 1,
                    updated_at = :now
                FROM used WHERE u.id = used.id
                RETURNING u.id
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING used WHERE o.email = used.email AND o.kind = 'reset_password_code'
            ), noticed AS (
                <notice>
            )
            SELECT (SELECT id FROM changed) AS user_id, EXISTS (SELECT FROM owner) AS owner_found, <code_seen>""")
    CodeUse resetPassword(
            String email,
            String purpose,
            String code,
            String passwordHash,
            OffsetDateTime now,
            int maxTries,
            @BindMap Map<String, Object> notice);

    /**
     * Completes {@link #resetPassword} in the same transaction. A statement of its own sees the logins for which the lock on
     * the user's row waited.
     */
    @SqlUpdate("""
            DELETE FROM <known_addresses>
            WHERE user_id = :id AND network IS DISTINCT FROM CAST(:network AS text)""")
    int forgetKnownAddresses(long id, Optional<String> network);

    @SqlUpdate("UPDATE <users> SET password_hash = :replacement WHERE id = :id AND password_hash = :expected")
    boolean replaceHash(long id, String expected, String replacement);
}
