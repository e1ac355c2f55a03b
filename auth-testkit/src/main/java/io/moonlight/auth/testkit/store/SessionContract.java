package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.SessionRepository;
import org.junit.jupiter.api.BeforeEach;

/** A store with a user and an open session of that user. */
abstract class SessionContract extends StoreContract {

    User user;
    Session session;

    @BeforeEach
    final void logIn() {
        user = scenario.registered();
        session = scenario.opened(user);
    }

    final SessionRepository sessions() {
        return store.sessions();
    }

    final boolean isOpen(Session one) {
        boolean owned = sessions().owner(one.id(), now()).isPresent();
        boolean listed = sessions().list(one.userId(), now()).stream().anyMatch(s -> s.id().equals(one.id()));
        assertThat(listed).isEqualTo(owned);
        return owned;
    }

    static OpenSession fresh(Session session) {
        return new OpenSession(
                session.id(), session.createdAt(), session.createdAt(), session.expiresAt(), session.client());
    }
}
