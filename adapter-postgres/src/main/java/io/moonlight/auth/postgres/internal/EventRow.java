package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.RecordedEvent;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Events as rows of {@code auth_events}. */
public final class EventRow implements RowMapper<EventRow.Read> {

    /** @param event empty if it is of a type that only a later version knows */
    public record Read(Optional<RecordedEvent> event) {}

    /** The named parameters of a statement that stores these. */
    public static Map<String, Object> columns(List<CountedEvent> rows) {
        return Map.ofEntries(
                column("types", rows, e -> e.type().wire()),
                column("ats", rows, e -> e.at().toString()),
                column(
                        "userIds",
                        rows,
                        e -> e.user().map(id -> Long.toString(id.value())).orElse("")),
                column(
                        "sessionIds",
                        rows,
                        e -> e.session().map(id -> id.value().toString()).orElse("")),
                column("maskedEmails", rows, e -> e.maskedEmail().replace("\0", "")),
                column("details", rows, AuthEvent::detail),
                column(
                        "clientIps",
                        rows,
                        e -> e.client().address().map(ClientAddress::text).orElse("")),
                column("userAgents", rows, e -> e.client().userAgent()),
                column("requestIds", rows, e -> e.client().requestId()),
                Map.entry(
                        "times",
                        rows.stream().map(row -> Integer.toString(row.times())).toArray(String[]::new)));
    }

    private static Map.Entry<String, Object> column(
            String name, List<CountedEvent> rows, Function<AuthEvent, String> value) {
        return Map.entry(
                name, rows.stream().map(row -> value.apply(row.event())).toArray(String[]::new));
    }

    @Override
    public Read map(ResultSet row, StatementContext context) throws SQLException {
        Optional<AuthEvent.Type> type = AuthEvent.Type.ofWire(row.getString("type"));
        return new Read(type.isEmpty() ? Optional.empty() : Optional.of(read(row, type.get())));
    }

    private static RecordedEvent read(ResultSet row, AuthEvent.Type type) throws SQLException {
        AuthEvent event = new AuthEvent(
                type,
                Times.read(row, "at"),
                Optional.ofNullable(row.getObject("user_id", Long.class)).map(UserId::new),
                Optional.ofNullable(row.getObject("session_id", UUID.class)).map(SessionId::new),
                row.getString("masked_email"),
                row.getString("detail"),
                new ClientInfo(
                        Optional.ofNullable(row.getString("client_ip")).map(ClientAddress::of),
                        row.getString("user_agent"),
                        row.getString("request_id")));
        return new RecordedEvent(row.getLong("number"), event, row.getInt("times"));
    }
}
