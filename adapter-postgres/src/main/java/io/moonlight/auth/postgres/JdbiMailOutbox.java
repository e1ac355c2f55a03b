package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClaimedWish;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.MailBacklog;
import io.moonlight.auth.domain.model.MailWish;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.postgres.internal.OutboxSql;
import io.moonlight.auth.postgres.internal.Times;
import io.moonlight.auth.postgres.internal.WishRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** {@link MailOutbox} on PostgreSQL. Each call is one statement. */
public final class JdbiMailOutbox implements MailOutbox {

    private final JdbiTransactions database;

    /** @param database the way to the tables of {@link PostgresMigrations} */
    public JdbiMailOutbox(JdbiTransactions database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public void request(MailWish wish) {
        Map<String, Object> row = WishRow.parameters(wish);
        wish.kind()
                .purpose()
                .ifPresentOrElse(
                        purpose -> requestCode(wish, row, purpose),
                        () -> database.sql(OutboxSql.class, sql -> {
                            sql.request(row);
                            return row;
                        }));
    }

    private void requestCode(MailWish wish, Map<String, Object> row, CodePurpose purpose) {
        if (!database.sql(
                OutboxSql.class, sql -> sql.requestCode(row, wish.network(), purpose.wire(), purpose.isForUsers()))) {
            throw new AuthException(purpose.wrongState());
        }
    }

    @Override
    public void requestForAnyone(MailWish wish) {
        CodePurpose purpose = wish.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        Map<String, Object> row = WishRow.parameters(wish);
        database.sql(OutboxSql.class, sql -> sql.requestCodeForAnyone(row, wish.network(), purpose.wire()));
    }

    @Override
    public Optional<ClaimedWish> claim(Instant now, Duration lease) {
        return database.sql(OutboxSql.class, sql -> sql.claim(Times.cut(now), Times.cut(now.plus(lease))));
    }

    @Override
    public void retry(ClaimedWish claim, Instant when) {
        database.sql(OutboxSql.class, sql -> {
            sql.retry(claim.wish().id(), claim.attempt(), Times.cut(when));
            return claim;
        });
    }

    @Override
    public boolean remove(ClaimedWish claim) {
        return database.sql(OutboxSql.class, sql -> sql.remove(claim.wish().id()));
    }

    @Override
    public MailBacklog backlog(Instant now) {
        return database.sql(OutboxSql.class, sql -> sql.backlog(Times.cut(now))).backlog();
    }
}
