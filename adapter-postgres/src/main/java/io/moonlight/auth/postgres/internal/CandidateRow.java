package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.LoginCandidate;
import io.moonlight.auth.domain.model.PasswordHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Maps the columns of {@link UserRow}, {@code password_hash} and {@code known_address} to a {@link LoginCandidate}. */
public final class CandidateRow implements RowMapper<LoginCandidate> {

    private final UserRow user = new UserRow();

    @Override
    public LoginCandidate map(ResultSet row, StatementContext context) throws SQLException {
        return new LoginCandidate(
                user.map(row, context),
                new PasswordHash(row.getString("password_hash")),
                row.getBoolean("known_address"));
    }
}
