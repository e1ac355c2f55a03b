package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.port.InvitationRepository;
import io.moonlight.auth.postgres.internal.row.Listed;
import io.moonlight.auth.postgres.internal.row.Parameters;
import io.moonlight.auth.postgres.internal.row.Times;
import io.moonlight.auth.postgres.internal.sql.InvitationSql;
import java.time.Instant;
import java.util.Optional;

/** {@link InvitationRepository} on PostgreSQL. Each call is one statement. */
final class JdbiInvitations implements InvitationRepository {

    private final InvitationSql invitations;

    JdbiInvitations(JdbiDatabase database) {
        this.invitations = database.attach(InvitationSql.class);
    }

    @Override
    public Invitation invite(OutboxMail mail, Roles roles) {
        if (mail.kind() != MailKind.INVITATION) {
            throw new IllegalArgumentException("the mail is not an invitation");
        }
        return invitations
                .invite(Parameters.mail(mail), mail.network(), roles.names().toArray(String[]::new))
                .orElseThrow(() -> new AuthException(new AuthError.EmailTaken()));
    }

    @Override
    public boolean isInvited(EmailAddress email, Instant now) {
        return invitations.isInvited(email.value(), Times.cut(now));
    }

    @Override
    public Page<Invitation> list(PageRequest page, Instant now) {
        return Listed.page(invitations.list(Times.cut(now), page.size(), page.offset(), Listed.COUNTED), page);
    }

    @Override
    public Optional<Invitation> revoke(long id) {
        return invitations.revoke(id);
    }
}
