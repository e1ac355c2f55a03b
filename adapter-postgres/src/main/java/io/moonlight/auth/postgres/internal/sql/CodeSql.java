package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.postgres.internal.row.CodeTry;
import io.moonlight.auth.postgres.internal.row.RegistrationTry;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements on verification codes. */
public interface CodeSql {

    /**
     * The row names the mail that it waits for: an UPDATE that waited for a concurrent request looks at the row again and
     * finds another mail there. The outbox only shows whether the mail was removed.
     */
    @SqlUpdate("""
            UPDATE <verification_codes>
            SET wrong_tries = CASE WHEN code_hash = :code THEN wrong_tries ELSE 0 END,
                code_hash = :code, expires_at = :expiresAt
            WHERE email = :email AND purpose = :purpose AND mail_id = :mailId
                AND EXISTS (SELECT FROM <mail_outbox> WHERE id = :mailId)""")
    boolean put(String email, String purpose, UUID mailId, String code, OffsetDateTime expiresAt);

    @SqlQuery("<count_try>")
    Optional<CodeTry> check(String email, String purpose, String code, OffsetDateTime now, int maxTries);

    /** As {@link #check}; whether email and username are taken is seen in the same snapshot. */
    @SqlQuery("""
            <count_try>,
                EXISTS (SELECT FROM <users> u WHERE u.email = :email) AS email_taken,
                EXISTS (SELECT FROM <users> u WHERE lower(u.username) = :usernameKey) AS username_taken""")
    Optional<RegistrationTry> checkRegistration(
            String email, String purpose, String usernameKey, String code, OffsetDateTime now, int maxTries);
}
