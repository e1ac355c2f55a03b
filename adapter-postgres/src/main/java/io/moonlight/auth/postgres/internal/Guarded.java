package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The outcome of a statement that begins with {@link CallerSql}.
 *
 * @param refusal why the caller is refused, and nothing has changed; empty if the caller is admitted
 * @param result the result for an admitted caller
 */
public record Guarded<T>(Optional<AuthError> refusal, Optional<T> result) {

    /** Returns the result, or throws the refusal. */
    public T orRefuse() {
        refusal.ifPresent(error -> {
            throw new AuthException(error);
        });
        return result.orElseThrow();
    }

    /** Reads {@code caller_verified}, which is NULL if there is no caller, and then the columns of a subclass. */
    abstract static class Row<T> implements RowMapper<Guarded<T>> {

        private final RowMapper<T> result;

        Row(RowMapper<T> result) {
            this.result = result;
        }

        @Override
        public Guarded<T> map(ResultSet row, StatementContext context) throws SQLException {
            Boolean verified = row.getObject("caller_verified", Boolean.class);
            if (verified == null) {
                return new Guarded<>(Optional.of(new AuthError.InvalidAccessToken()), Optional.empty());
            }
            if (!verified) {
                return new Guarded<>(Optional.of(new AuthError.BadCredentials()), Optional.empty());
            }
            return new Guarded<>(Optional.empty(), Optional.of(result.map(row, context)));
        }
    }

    /** Maps {@code changed}, a number of rows. */
    public static final class CountRow extends Row<Integer> {
        /** A mapper. */
        public CountRow() {
            super((row, context) -> row.getInt("changed"));
        }
    }

    /** Maps the columns of {@link UserRow}. */
    public static final class ChangedUserRow extends Row<User> {
        /** A mapper. */
        public ChangedUserRow() {
            super(new UserRow());
        }
    }

    /** Maps the columns of {@link EmailChange.Row}. */
    public static final class EmailChangeRow extends Row<EmailChange> {
        /** A mapper. */
        public EmailChangeRow() {
            super(new EmailChange.Row());
        }
    }
}
