package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.ClaimedMail;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.Language;
import io.moonlight.auth.domain.model.MailKind;
import io.moonlight.auth.domain.model.OutboxMail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A {@link OutboxMail} as a row of {@code mail_outbox}. */
public final class OutboxMailRow {

    private OutboxMailRow() {}

    /** The named parameters of a statement that stores the mail. */
    public static Map<String, Object> parameters(OutboxMail mail) {
        return Map.of(
                "mailId", mail.id(),
                "kind", mail.kind().wire(),
                "to", mail.to().value(),
                "language", mail.language().tag(),
                "requestedAt", Times.cut(mail.requestedAt()),
                "deadline", Times.cut(mail.deadline()));
    }

    /** Reads a row that was just claimed. */
    public static final class Claimed implements RowMapper<ClaimedMail> {

        @Override
        public ClaimedMail map(ResultSet row, StatementContext context) throws SQLException {
            String kind = row.getString("kind");
            String language = row.getString("language");
            OutboxMail mail = new OutboxMail(
                    row.getObject("id", UUID.class),
                    spelled(MailKind.values(), k -> k.wire().equals(kind)),
                    new EmailAddress(row.getString("email")),
                    spelled(Language.values(), l -> l.tag().equals(language)),
                    row.getString("network"),
                    Times.read(row, "requested_at"),
                    Times.read(row, "deadline"));
            return new ClaimedMail(mail, row.getInt("attempts"));
        }

        private static <T> T spelled(T[] values, Predicate<T> spelling) {
            return Arrays.stream(values).filter(spelling).findFirst().orElseThrow();
        }
    }
}
