package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.model.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of {@code users} as a {@link User}. */
public final class UserRow implements RowMapper<User> {

    @Override
    public User map(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                new UserId(row.getLong("id")),
                new EmailAddress(row.getString("email")),
                new Username(row.getString("username")),
                row.getBoolean("is_active"),
                row.getBoolean("is_verified"),
                Times.read(row, "created_at"));
    }
}
