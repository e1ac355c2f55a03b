package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClaimedMail;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.MailBacklog;
import io.moonlight.auth.domain.model.OutboxMail;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.postgres.internal.OutboxMailRow;
import io.moonlight.auth.postgres.internal.OutboxSql;
import io.moonlight.auth.postgres.internal.Times;
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
    public void request(OutboxMail mail) {
        Map<String, Object> row = OutboxMailRow.parameters(mail);
        mail.kind()
                .purpose()
                .ifPresentOrElse(
                        purpose -> requestCode(mail, row, purpose),
                        () -> database.sql(OutboxSql.class, sql -> {
                            sql.request(row);
                            return row;
                        }));
    }

    private void requestCode(OutboxMail mail, Map<String, Object> row, CodePurpose purpose) {
        if (!database.sql(
                OutboxSql.class, sql -> sql.requestCode(row, mail.network(), purpose.wire(), purpose.isForUsers()))) {
            throw new AuthException(purpose.wrongState());
        }
    }

    @Override
    public void requestWithoutAccountCheck(OutboxMail mail) {
        CodePurpose purpose = mail.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        Map<String, Object> row = OutboxMailRow.parameters(mail);
        database.sql(OutboxSql.class, sql -> sql.requestCodeWithoutAccountCheck(row, mail.network(), purpose.wire()));
    }

    @Override
    public Optional<ClaimedMail> claim(Instant now, Duration lease) {
        return database.sql(OutboxSql.class, sql -> sql.claim(Times.cut(now), Times.cut(now.plus(lease))));
    }

    @Override
    public void retry(ClaimedMail claim, Instant when) {
        database.sql(OutboxSql.class, sql -> {
            sql.retry(claim.mail().id(), claim.attempt(), Times.cut(when));
            return claim;
        });
    }

    @Override
    public boolean remove(ClaimedMail claim) {
        return database.sql(OutboxSql.class, sql -> sql.remove(claim.mail().id()));
    }

    @Override
    public MailBacklog backlog(Instant now) {
        return database.sql(OutboxSql.class, sql -> sql.backlog(Times.cut(now))).backlog();
    }
}
