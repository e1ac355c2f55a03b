package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The outcome of a registration.
 *
 * @param use of the code
 * @param roles of the new user; none if there is no user
 */
public record Registration(CodeUse use, Roles roles) {

    static Registration of(ResultSet row) throws SQLException {
        CodeUse use = CodeUse.of(row);
        return new Registration(use, use.userId().isPresent() ? Rows.roles(row) : Roles.NONE);
    }

    /**
     * Returns the new user.
     *
     * @throws AuthException with the refusal
     */
    public User orRefuse(NewUser user) {
        return user.withId(new UserId(use.orRefuse(new AuthError.NotAdmitted())), roles);
    }
}
