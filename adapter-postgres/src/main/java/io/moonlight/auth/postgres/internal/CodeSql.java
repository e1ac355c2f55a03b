package io.moonlight.auth.postgres.internal;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/** The statements of {@code JdbiVerificationCodes}. */
public interface CodeSql {

    /**
     * The row names the mail that it waits for: an UPDATE that waited for a concurrent request looks
     * at the row again and finds another mail there. The outbox is only asked whether the mail was removed.
     */
    @SqlUpdate("""
            UPDATE <verification_codes>
            SET wrong_tries = CASE WHEN code_hash = :code THEN wrong_tries ELSE 0 END,
                code_hash = :code, expires_at = :expiresAt
            WHERE email = :email AND purpose = :purpose AND mail_id = :mailId
                AND EXISTS (SELECT FROM <mail_outbox> WHERE id = :mailId)""")
    boolean put(String email, String purpose, UUID mailId, String code, OffsetDateTime expiresAt);

    /**
     * Finds the try wrong and counts it in one UPDATE. Counting stops one beyond the last allowed try, so that the row
     * that comes back tells the last wrong try from those that came too late.
     */
    @SqlQuery("""
            UPDATE <verification_codes>
            SET wrong_tries = CASE
                WHEN code_hash = :code OR expires_at <= :now THEN wrong_tries
                ELSE LEAST(wrong_tries + 1, :maxTries + 1) END
            WHERE email = :email AND purpose = :purpose AND code_hash IS NOT NULL
            RETURNING expires_at <= :now AS expired, code_hash = :code AS matched, wrong_tries""")
    @UseRowMapper(CodeTry.Row.class)
    Optional<CodeTry> check(String email, String purpose, String code, OffsetDateTime now, int maxTries);

    /** As {@link #check}; whether address and name are taken is seen in the same snapshot. */
    @SqlQuery("""
            UPDATE <verification_codes>
            SET wrong_tries = CASE
                WHEN code_hash = :code OR expires_at <= :now THEN wrong_tries
                ELSE LEAST(wrong_tries + 1, :maxTries + 1) END
            WHERE email = :email AND purpose = 'register' AND code_hash IS NOT NULL
            RETURNING expires_at <= :now AS expired, code_hash = :code AS matched, wrong_tries,
                EXISTS (SELECT FROM <users> u WHERE u.email = :email) AS email_taken,
                EXISTS (SELECT FROM <users> u WHERE lower(u.username) = :usernameKey) AS username_taken""")
    @UseRowMapper(RegistrationTry.Row.class)
    Optional<RegistrationTry> checkRegistration(
            String email, String usernameKey, String code, OffsetDateTime now, int maxTries);
}
