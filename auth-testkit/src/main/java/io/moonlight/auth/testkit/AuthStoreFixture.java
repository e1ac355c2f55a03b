package io.moonlight.auth.testkit;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.Transactions;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;

/**
 * A {@link Store} that is an {@link AuthStore}: a subclass says only what tests do behind the ports' backs, by the plainest
 * means there are. {@code UPDATE users SET active = false WHERE id = ?} is a good {@link #switchOff}; calling the port is
 * not, since it would be tested by itself.
 */
public abstract class AuthStoreFixture implements Store {

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
    public final SessionRepository sessions() {
        return ports.sessions();
    }

    @Override
    public final MailOutbox outbox() {
        return ports.outbox();
    }

    @Override
    public final Transactions transactions() {
        return ports.transactions();
    }

    /** Sweeps this store. */
    public final Housekeeping housekeeping() {
        return ports.housekeeping();
    }
}
