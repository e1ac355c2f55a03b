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
 * What became of a move to another address.
 *
 * @param use of the code
 * @param ownAddress whether the address was the user's already
 * @param user after the move; empty if there was none
 */
public record EmailChange(CodeUse use, boolean ownAddress, Optional<User> user) {

    /** The changed user, or the refusal. */
    public User orRefuse() {
        if (ownAddress && use.refusal().isEmpty()) {
            throw new AuthException(new AuthError.EmailTaken());
        }
        use.orRefuse();
        return user.orElseThrow();
    }

    /** Maps the columns of {@link CodeUse.Row} and {@link UserRow}, and {@code own_address}. */
    public static final class Row implements RowMapper<EmailChange> {

        private final CodeUse.Row use = new CodeUse.Row();
        private final UserRow user = new UserRow();

        @Override
        public EmailChange map(ResultSet row, StatementContext context) throws SQLException {
            CodeUse used = use.map(row, context);
            Optional<User> changed = used.userId().isPresent() ? Optional.of(user.map(row, context)) : Optional.empty();
            return new EmailChange(used, row.getBoolean("own_address"), changed);
        }
    }
}
