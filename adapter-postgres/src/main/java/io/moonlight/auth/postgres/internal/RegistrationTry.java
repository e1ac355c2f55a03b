package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.error.AuthError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A code's row right after a try to register, and what is taken already. */
public record RegistrationTry(CodeTry code, boolean emailTaken, boolean usernameTaken) {

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

    /** Maps the columns of {@link CodeTry.Row}, {@code email_taken} and {@code username_taken}. */
    public static final class Row implements RowMapper<RegistrationTry> {

        private final CodeTry.Row code = new CodeTry.Row();

        @Override
        public RegistrationTry map(ResultSet row, StatementContext context) throws SQLException {
            return new RegistrationTry(
                    code.map(row, context), row.getBoolean("email_taken"), row.getBoolean("username_taken"));
        }
    }
}
