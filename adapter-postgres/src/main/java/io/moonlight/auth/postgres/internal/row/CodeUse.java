package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The outcome of a change that uses up a code.
 *
 * @param userId the user who was changed; empty if none was
 * @param ownerFound whether the user to change exists, or the user to create is admitted
 * @param refusal why the statement's snapshot rejects the code; empty if it is live there. If then no user was changed
 *     although the owner was found, the code was used up concurrently
 */
public record CodeUse(Optional<Long> userId, boolean ownerFound, Optional<Reason> refusal) {

    private static final String LIVE = "LIVE";

    static CodeUse of(ResultSet row) throws SQLException {
        return new CodeUse(
                Optional.ofNullable(row.getObject("user_id", Long.class)),
                row.getBoolean("owner_found"),
                Optional.of(row.getString("code_seen"))
                        .filter(seen -> !seen.equals(LIVE))
                        .map(Reason::valueOf));
    }

    /** Returns the number of the user, or throws the refusal. */
    public long orRefuse() {
        return orRefuse(new AuthError.UserNotFound());
    }

    /** Returns the number of the user, or throws the refusal: {@code withoutOwner} if only the owner was missing. */
    long orRefuse(AuthError withoutOwner) {
        return userId.orElseThrow(() -> new AuthException(error(withoutOwner)));
    }

    private AuthError error(AuthError withoutOwner) {
        if (refusal.isEmpty() && !ownerFound) {
            return withoutOwner;
        }
        return new AuthError.CodeRefused(refusal.orElse(Reason.NOT_FOUND));
    }
}
