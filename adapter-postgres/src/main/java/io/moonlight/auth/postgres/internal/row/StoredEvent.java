package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A row of the audit trail.
 *
 * @param event empty if its type is known only to a later version
 */
public record StoredEvent(Optional<RecordedEvent> event) {

    static StoredEvent of(ResultSet row) throws SQLException {
        Optional<AuthEvent.Type> type = AuthEvent.Type.ofWire(row.getString("type"));
        return new StoredEvent(type.isEmpty() ? Optional.empty() : Optional.of(event(row, type.get())));
    }

    private static RecordedEvent event(ResultSet row, AuthEvent.Type type) throws SQLException {
        AuthEvent event = new AuthEvent(
                type,
                Times.read(row, "at"),
                Optional.ofNullable(row.getObject("user_id", Long.class)).map(UserId::new),
                Optional.ofNullable(row.getObject("session_id", UUID.class)).map(SessionId::new),
                row.getString("masked_email"),
                row.getString("detail"),
                new ClientInfo(Rows.address(row), row.getString("user_agent"), row.getString("request_id")));
        return new RecordedEvent(row.getLong("number"), event, row.getInt("times"));
    }

    /** Returns the parameters of a statement that stores these events: one array per column. */
    public static Map<String, Object> columns(List<CountedEvent> rows) {
        return Map.ofEntries(
                column("types", rows, e -> e.type().wire()),
                column("ats", rows, e -> e.at().toString()),
                column("userIds", rows, e -> text(e.user().map(UserId::value))),
                column("sessionIds", rows, e -> text(e.session().map(SessionId::value))),
                column("maskedEmails", rows, e -> e.maskedEmail().replace("\0", "")),
                column("details", rows, AuthEvent::detail),
                column("clientIps", rows, e -> text(e.client().address().map(ClientAddress::text))),
                column("userAgents", rows, e -> e.client().userAgent()),
                column("requestIds", rows, e -> e.client().requestId()),
                Map.entry(
                        "times",
                        rows.stream().map(row -> Integer.toString(row.times())).toArray(String[]::new)));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static Map.Entry<String, Object> column(
            String name, List<CountedEvent> rows, Function<AuthEvent, String> value) {
        return Map.entry(
                name, rows.stream().map(row -> value.apply(row.event())).toArray(String[]::new));
    }
}
