package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.ClaimedWish;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.Language;
import io.moonlight.auth.domain.model.MailKind;
import io.moonlight.auth.domain.model.MailWish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A {@link MailWish} as a row of {@code mail_outbox}. */
public final class WishRow {

    private WishRow() {}

    /** The named parameters of a statement that stores the wish. */
    public static Map<String, Object> parameters(MailWish wish) {
        return Map.of(
                "wishId", wish.id(),
                "kind", wish.kind().wire(),
                "to", wish.to().value(),
                "language", wish.language().tag(),
                "requestedAt", Times.cut(wish.requestedAt()),
                "deadline", Times.cut(wish.deadline()));
    }

    /** Reads a row that was just claimed. */
    public static final class Claimed implements RowMapper<ClaimedWish> {

        @Override
        public ClaimedWish map(ResultSet row, StatementContext context) throws SQLException {
            String kind = row.getString("kind");
            String language = row.getString("language");
            MailWish wish = new MailWish(
                    row.getObject("id", UUID.class),
                    spelled(MailKind.values(), k -> k.wire().equals(kind)),
                    new EmailAddress(row.getString("email")),
                    spelled(Language.values(), l -> l.tag().equals(language)),
                    row.getString("network"),
                    Times.read(row, "requested_at"),
                    Times.read(row, "deadline"));
            return new ClaimedWish(wish, row.getInt("attempts"));
        }

        private static <T> T spelled(T[] values, Predicate<T> spelling) {
            return Arrays.stream(values).filter(spelling).findFirst().orElseThrow();
        }
    }
}
