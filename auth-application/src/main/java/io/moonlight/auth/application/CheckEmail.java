package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.UserRepository;

/** Use case: checks whether an email is registered. */
public final class CheckEmail {

    /**
     * @param email the address
     * @param client the client
     */
    public record Command(EmailAddress email, ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(email, "email");
            requireNonNull(client, "client");
        }
    }

    private final UserRepository users;
    private final Limits limits;
    private final EnumerationGuard enumerationGuard;
    private final Audit audit;

    CheckEmail(UserRepository users, Limits limits, EnumerationGuard enumerationGuard, Audit audit) {
        this.users = users;
        this.limits = limits;
        this.enumerationGuard = enumerationGuard;
        this.audit = audit;
    }

    /**
     * Returns whether the email is registered.
     *
     * @throws AuthException with {@link AuthError.RateLimited}, or {@link AuthError.NotOffered} under {@link
     *     Disclosure#UNIFORM}
     * @throws AuthUnavailableException if the store cannot answer
     */
    public boolean handle(Command command) {
        if (enumerationGuard.isWanted()) {
            throw new AuthException(new AuthError.NotOffered());
        }
        return audit.watch(AuditedCall.CHECK_EMAIL, command.client(), record -> {
            limits.charge(limits.checkEmail(command.client())).keep();
            return users.exists(command.email());
        });
    }
}
