package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.OpenSession;
import io.moonlight.auth.domain.model.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of {@code sessions} as an {@link OpenSession}; {@code client_ip} as text, without a netmask. */
public final class OpenSessionRow implements RowMapper<OpenSession> {

    @Override
    public OpenSession map(ResultSet row, StatementContext context) throws SQLException {
        return new OpenSession(
                new SessionId(row.getObject("id", UUID.class)),
                Times.read(row, "created_at"),
                Times.read(row, "last_used_at"),
                Times.read(row, "expires_at"),
                new ClientInfo(
                        Optional.ofNullable(row.getString("client_ip")).map(ClientAddress::of),
                        row.getString("user_agent")));
    }
}
