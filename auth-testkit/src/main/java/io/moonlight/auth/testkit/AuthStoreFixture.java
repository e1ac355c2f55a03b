package io.moonlight.auth.testkit;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.InvitationRepository;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.util.function.Supplier;

/**
 * A store under test, and how tests change it without its ports: by the simplest means there are, such as {@code UPDATE
 * users SET active = false WHERE id = ?} for {@link #switchOff}.
 */
public abstract class AuthStoreFixture implements AuthStore {

    private final AuthStore ports;

    /** @param ports empty at first */
    protected AuthStoreFixture(AuthStore ports) {
        this.ports = requireNonNull(ports, "ports");
    }

    @Override
    public final UserRepository users() {
        return ports.users();
    }

    @Override
    public final VerificationCodes codes() {
        return ports.codes();
    }

    @Override
    public final InvitationRepository invitations() {
        return ports.invitations();
    }

    @Override
    public final SessionRepository sessions() {
        return ports.sessions();
    }

    @Override
    public final MailOutbox outbox() {
        return ports.outbox();
    }

    @Override
    public final Housekeeping housekeeping() {
        return ports.housekeeping();
    }

    /**
     * Runs {@code work} in one transaction: other threads see what it changes through the ports when it returns, not
     * before. A store without transactions makes other threads wait until then.
     */
    public abstract <T> T inTransaction(Supplier<T> work);

    /** Disables the user's account. */
    public abstract void switchOff(UserId id);

    /** Deletes the user. */
    public abstract void delete(UserId id);

    /** Changes the user's email address. */
    public abstract void moveTo(UserId id, EmailAddress email);

    /** Whether the store has no data of any kind. */
    public abstract boolean isEmpty();
}
