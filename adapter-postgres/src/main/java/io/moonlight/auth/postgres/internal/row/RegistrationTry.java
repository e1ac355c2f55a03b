package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.error.AuthError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The row of a code right after a try to register, and whether email and username are taken. */
public record RegistrationTry(CodeTry code, boolean emailTaken, boolean usernameTaken) {

    static RegistrationTry of(ResultSet row) throws SQLException {
        return new RegistrationTry(CodeTry.of(row), row.getBoolean("email_taken"), row.getBoolean("username_taken"));
    }

    /** Returns why the registration would be rejected; empty if it would not. */
    public Optional<AuthError> refusal() {
        return code.refusal().<AuthError>map(AuthError.CodeRefused::new).or(this::taken);
    }

    private Optional<AuthError> taken() {
        if (emailTaken) {
            return Optional.of(new AuthError.EmailTaken());
        }
        return usernameTaken ? Optional.of(new AuthError.UsernameTaken()) : Optional.empty();
    }
}
