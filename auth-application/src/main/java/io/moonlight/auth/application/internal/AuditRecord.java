package io.moonlight.auth.application.internal;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.UserId;
import java.time.Instant;
import java.util.Optional;

/** The audit data of one call, collected while it runs. Not thread-safe. */
public final class AuditRecord {

    private String maskedEmail = "";
    private Optional<UserId> user = Optional.empty();
    private Optional<SessionId> session = Optional.empty();
    private Optional<AuthEvent.Type> outcome = Optional.empty();
    private String detail = "";

    public void email(EmailAddress email) {
        maskedEmail = email.toString();
    }

    public void user(UserId id) {
        user = Optional.of(requireNonNull(id, "id"));
    }

    public void session(SessionId id) {
        session = Optional.of(requireNonNull(id, "id"));
    }

    public void principal(Principal principal) {
        user(principal.user().id());
        session(principal.session());
    }

    /** Sets an outcome other than success or failure of the call. */
    public void outcome(AuthEvent.Type type, String why) {
        outcome = Optional.of(type);
        detail = why;
    }

    Optional<AuthEvent> event(Optional<AuthEvent.Type> type, String why, Instant at, ClientInfo client) {
        String told = outcome.isPresent() ? detail : why;
        return outcome.or(() -> type).map(t -> new AuthEvent(t, at, user, session, maskedEmail, told, client));
    }
}
