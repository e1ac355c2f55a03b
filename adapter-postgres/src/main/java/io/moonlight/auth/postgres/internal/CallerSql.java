package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.AdmittedCaller;
import io.moonlight.auth.domain.model.PasswordHash;
import java.util.Map;

/**
 * How a statement that changes something for a signed-in user begins: {@code caller} is the user, if the session is open,
 * and whether the verified hash still is the user's.
 *
 * <p>Both rows are locked, first the user's, as everywhere. A statement that waited for a concurrent change checks its
 * condition again on the newest rows, so that the check and the change are one.
 */
public final class CallerSql {

    private static final String ROWS = """
            WITH caller AS (
                SELECT u.id, u.email, u.session_epoch, s.id AS session,
                    COALESCE(u.password_hash = CAST(:verified AS text), true) AS verified
                FROM <sessions> s JOIN <users> u ON u.id = s.user_id
                WHERE s.id = :session AND u.id = :user AND u.is_active
                    AND s.epoch >= u.session_epoch AND s.ended_at IS NULL AND s.expires_at > :now
            """;

    /** For a change of no column that a foreign key could refer to: not of the address. The name is unique by an expression. */
    static final String CALLER = ROWS + "FOR NO KEY UPDATE OF u, s), ";

    /** Locks the user's row at once as strongly as a deletion or a change of the address needs it. */
    static final String CALLER_FOR_UPDATE = ROWS + "FOR UPDATE OF u FOR NO KEY UPDATE OF s), ";

    private CallerSql() {}

    /** Returns the named parameters of {@code caller} but the time. */
    public static Map<String, Object> parameters(AdmittedCaller caller) {
        return Map.of(
                "user", caller.user().value(),
                "session", caller.session().value(),
                "verified", caller.verified().map(PasswordHash::value));
    }
}
