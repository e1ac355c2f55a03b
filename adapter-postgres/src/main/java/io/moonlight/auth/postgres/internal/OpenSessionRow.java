package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.OpenSession;
import io.moonlight.auth.domain.model.SessionId;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
                new ClientInfo(address(Optional.ofNullable(row.getString("client_ip"))), row.getString("user_agent")));
    }

    /** Never asks a name server: the database gives nothing but literals. */
    private static Optional<ClientAddress> address(Optional<String> ip) throws SQLException {
        try {
            return ip.isEmpty() ? Optional.empty() : Optional.of(new ClientAddress(InetAddress.getByName(ip.get())));
        } catch (UnknownHostException e) {
            throw new SQLException("client_ip is no address", e);
        }
    }
}
