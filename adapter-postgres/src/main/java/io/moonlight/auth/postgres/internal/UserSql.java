package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.LoginCandidate;
import io.moonlight.auth.domain.model.User;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/** The statements of {@code JdbiUserRepository} that find users, make them, and let them in. */
public interface UserSql {

    @SqlQuery("SELECT EXISTS (SELECT FROM <users> WHERE email = :email)")
    boolean exists(String email);

    @SqlQuery("""
            SELECT id, email, username, is_active, is_verified, created_at
            FROM <users> WHERE email = :email""")
    @UseRowMapper(UserRow.class)
    Optional<User> findByEmail(String email);

    @SqlQuery("""
            SELECT id, email, username, is_active, is_verified, created_at
            FROM <users> WHERE id = :id""")
    @UseRowMapper(UserRow.class)
    Optional<User> findById(long id);

    @SqlQuery("SELECT password_hash FROM <users> WHERE id = :id")
    Optional<String> passwordHash(long id);

    @SqlQuery("""
            SELECT u.id, u.email, u.username, u.password_hash, u.is_active, u.is_verified, u.created_at,
                COALESCE(k.last_login_at > :since, false) AS known_address
            FROM <users> u LEFT JOIN <known_addresses> k ON k.user_id = u.id AND k.network = CAST(:network AS text)
            WHERE u.email = :email""")
    @UseRowMapper(CandidateRow.class)
    Optional<LoginCandidate> findForLogin(String email, Optional<String> network, OffsetDateTime since);

    /** Goes from kind to kind by an index; what is left out of a hash here is what that index leaves out. */
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
     * Whoever deletes the code's row has it: a concurrent caller waits for that row, finds it gone and creates nobody. A
     * taken address or name fails the whole statement, so that the code's row is back: no ON CONFLICT here, which would
     * let it be consumed. Rows are locked in the order code, mail, as everywhere.
     */
    @SqlQuery("""
            WITH used AS (
                DELETE FROM <verification_codes>
                WHERE email = :email AND purpose = 'register'
                    AND code_hash = :code AND expires_at > :now AND wrong_tries < :maxTries
                RETURNING email
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING used
                WHERE o.email = used.email AND o.kind = 'register_code'
            ), created AS (
                INSERT INTO <users> (email, username, password_hash, is_active, is_verified, created_at, updated_at)
                SELECT used.email, :username, :passwordHash, true, true, :createdAt, :createdAt FROM used
                RETURNING id
            )
            SELECT (SELECT id FROM created) AS user_id, true AS owner_found, COALESCE((
                SELECT CASE
                    WHEN code_hash IS NULL THEN 'NOT_FOUND'
                    WHEN expires_at <= :now THEN 'EXPIRED'
                    WHEN wrong_tries >= :maxTries THEN 'EXHAUSTED'
                    WHEN code_hash <> :code THEN 'WRONG'
                    ELSE 'LIVE'
                END
                FROM <verification_codes> WHERE email = :email AND purpose = 'register'
            ), 'NOT_FOUND') AS code_seen""")
    @UseRowMapper(CodeUse.Row.class)
    CodeUse register(
            String email,
            String username,
            String passwordHash,
            OffsetDateTime createdAt,
            String code,
            OffsetDateTime now,
            int maxTries);

    /**
     * The user's row is locked first, so that the code is not used up for somebody who is being deleted: after the wait
     * {@code owner} is the newest row or none, whereas a plain join would go on with the one of the snapshot.
     */
    @SqlQuery("""
            WITH owner AS (
                SELECT id FROM <users> WHERE email = :email FOR NO KEY UPDATE
            ), used AS (
                DELETE FROM <verification_codes> c USING owner
                WHERE c.email = :email AND c.purpose = 'reset_password'
                    AND c.code_hash = :code AND c.expires_at > :now AND c.wrong_tries < :maxTries
                RETURNING c.email, owner.id
            ), changed AS (
                UPDATE <users> u
                SET password_hash = :passwordHash, session_epoch = u.session_epoch + 1, updated_at = :now
                FROM used WHERE u.id = used.id
                RETURNING u.id
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING used
                WHERE o.email = used.email AND o.kind = 'reset_password_code'
            ), noticed AS (
                INSERT INTO <mail_outbox> (id, kind, email, language, requested_at, deadline, ready_at)
                SELECT :mailId, :kind, :to, :language, :requestedAt, :deadline, :requestedAt FROM changed
            )
            SELECT (SELECT id FROM changed) AS user_id, EXISTS (SELECT FROM owner) AS owner_found, COALESCE((
                SELECT CASE
                    WHEN code_hash IS NULL THEN 'NOT_FOUND'
                    WHEN expires_at <= :now THEN 'EXPIRED'
                    WHEN wrong_tries >= :maxTries THEN 'EXHAUSTED'
                    WHEN code_hash <> :code THEN 'WRONG'
                    ELSE 'LIVE'
                END
                FROM <verification_codes> WHERE email = :email AND purpose = 'reset_password'
            ), 'NOT_FOUND') AS code_seen""")
    @UseRowMapper(CodeUse.Row.class)
    CodeUse resetPassword(
            String email,
            String code,
            String passwordHash,
            OffsetDateTime now,
            int maxTries,
            @BindMap Map<String, Object> notice);

    /**
     * Completes {@link #resetPassword} in the same transaction. As a statement of its own it sees the logins that the lock
     * on the user's row waited for.
     */
    @SqlUpdate("""
            DELETE FROM <known_addresses>
            WHERE user_id = :id AND network IS DISTINCT FROM CAST(:network AS text)""")
    int forgetKnownAddresses(long id, Optional<String> network);

    @SqlUpdate("UPDATE <users> SET password_hash = :replacement WHERE id = :id AND password_hash = :expected")
    boolean replaceHash(long id, String expected, String replacement);
}
