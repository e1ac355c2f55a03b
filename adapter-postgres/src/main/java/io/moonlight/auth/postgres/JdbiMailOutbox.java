package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.postgres.internal.row.Parameters;
import io.moonlight.auth.postgres.internal.row.Times;
import io.moonlight.auth.postgres.internal.sql.OutboxSql;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@link MailOutbox} on PostgreSQL. Each call is one statement. */
final class JdbiMailOutbox implements MailOutbox {

    private final OutboxSql outbox;

    JdbiMailOutbox(JdbiDatabase database) {
        this.outbox = database.attach(OutboxSql.class);
    }

    @Override
    public void request(OutboxMail mail) {
        if (mail.kind() == MailKind.INVITATION) {
            throw new IllegalArgumentException("an invitation is stored with its mail");
        }
        mail.kind()
                .purpose()
                .ifPresentOrElse(purpose -> requestCode(mail, purpose), () -> outbox.request(Parameters.mail(mail)));
    }

    private void requestCode(OutboxMail mail, CodePurpose purpose) {
        if (!outbox.requestCode(Parameters.mail(mail), mail.network(), purpose.wire(), purpose.isForUsers())) {
            throw new AuthException(purpose.wrongState());
        }
    }

    @Override
    public void requestWithoutAccountCheck(OutboxMail mail) {
        CodePurpose purpose = mail.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        outbox.requestCodeWithoutAccountCheck(Parameters.mail(mail), mail.network(), purpose.wire());
    }

    @Override
    public Optional<ClaimedMail> claim(Instant now, Duration lease) {
        return outbox.claim(Times.cut(now), Times.cut(now.plus(lease)));
    }

    @Override
    public void retry(ClaimedMail claim, Instant when) {
        outbox.retry(claim.mail().id(), claim.attempt(), Times.cut(when));
    }

    @Override
    public boolean remove(ClaimedMail claim) {
        return outbox.remove(claim.mail().id());
    }

    @Override
    public MailBacklog backlog(Instant now) {
        return outbox.backlog(Times.cut(now));
    }
}
