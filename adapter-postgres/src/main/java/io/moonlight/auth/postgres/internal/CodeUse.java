package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What became of a change that uses up a code.
 *
 * @param userId who was changed; empty if nobody was
 * @param ownerFound whether there was somebody to change
 * @param refusal why the statement's snapshot says that the code is not taken; empty if it is live there (and was not
 *     taken all the same, if the owner was found: then it was used up meanwhile)
 */
public record CodeUse(Optional<Long> userId, boolean ownerFound, Optional<Reason> refusal) {

    private static final String LIVE = "LIVE";

    /** The user's number, or the refusal. */
    public long orRefuse() {
        return userId.orElseThrow(() -> new AuthException(error()));
    }

    private AuthError error() {
        if (refusal.isEmpty() && !ownerFound) {
            return new AuthError.UserNotFound();
        }
        return new AuthError.CodeRefused(refusal.orElse(Reason.NOT_FOUND));
    }

    /** Maps the columns {@code user_id}, {@code owner_found} and {@code code_seen}. */
    public static final class Row implements RowMapper<CodeUse> {

        @Override
        public CodeUse map(ResultSet row, StatementContext context) throws SQLException {
            return new CodeUse(
                    Optional.ofNullable(row.getObject("user_id", Long.class)),
                    row.getBoolean("owner_found"),
                    Optional.of(row.getString("code_seen"))
                            .filter(seen -> !seen.equals(LIVE))
                            .map(Reason::valueOf));
        }
    }
}
