package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link InvitationRepository} in an {@link InMemoryStore}. */
final class InMemoryInvitations implements InvitationRepository {

    private final InMemoryStore store;

    InMemoryInvitations(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public Invitation invite(OutboxMail mail, Roles roles) {
        requireNonNull(roles, "roles");
        if (mail.kind() != MailKind.INVITATION) {
            throw new IllegalArgumentException("the mail is not an invitation");
        }
        return store.call(state -> {
            if (state.idsByEmail.containsKey(mail.to())) {
                throw new AuthException(new AuthError.EmailTaken());
            }
            Invitation invitation =
                    new Invitation(store.nextInvitationId(), mail.to(), roles, mail.requestedAt(), mail.deadline());
            state.invitations.put(mail.to(), invitation);
            state.dropMail(mail.to(), MailKind.INVITATION);
            state.add(mail);
            return invitation;
        });
    }

    @Override
    public boolean isInvited(EmailAddress email, Instant now) {
        requireNonNull(email, "email");
        return store.call(state -> state.invitation(email, now).isPresent());
    }

    @Override
    public Page<Invitation> list(PageRequest page, Instant now) {
        return store.call(state -> {
            List<Invitation> valid = state.invitations.values().stream()
                    .filter(invitation -> now.isBefore(invitation.expiresAt()))
                    .sorted(Comparator.comparingLong(Invitation::id))
                    .toList();
            List<Invitation> items =
                    valid.stream().skip(page.offset()).limit(page.size()).toList();
            return new Page<>(items, page, valid.size());
        });
    }

    @Override
    public Optional<Invitation> revoke(long id) {
        return store.call(state -> {
            Optional<Invitation> found = state.invitations.values().stream()
                    .filter(invitation -> invitation.id() == id)
                    .findFirst();
            found.ifPresent(invitation -> {
                state.invitations.remove(invitation.email());
                state.dropMail(invitation.email(), MailKind.INVITATION);
            });
            return found;
        });
    }
}
