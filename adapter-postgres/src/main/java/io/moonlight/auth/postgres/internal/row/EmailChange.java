package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.user.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The outcome of a change of the email.
 *
 * @param use of the code
 * @param ownAddress whether the email was the user's before
 * @param user after the change; empty if there was none
 */
public record EmailChange(CodeUse use, boolean ownAddress, Optional<User> user) {

    static EmailChange of(ResultSet row) throws SQLException {
        CodeUse use = CodeUse.of(row);
        return new EmailChange(
                use,
                row.getBoolean("own_address"),
                use.userId().isPresent() ? Optional.of(Rows.user(row)) : Optional.empty());
    }

    /** Returns the changed user, or throws the refusal. */
    public User orRefuse() {
        if (ownAddress && use.refusal().isEmpty()) {
            throw new AuthException(new AuthError.EmailTaken());
        }
        use.orRefuse();
        return user.orElseThrow();
    }
}
