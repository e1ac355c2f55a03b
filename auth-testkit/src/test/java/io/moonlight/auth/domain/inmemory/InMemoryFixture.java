package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.Transactions;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
import io.moonlight.auth.testkit.Store;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A {@link Store} in memory. */
public final class InMemoryFixture implements Store {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    public UserRepository users() {
        return new InMemoryUserRepository(store);
    }

    @Override
    public VerificationCodes codes() {
        return new InMemoryVerificationCodes(store);
    }

    @Override
    public SessionRepository sessions() {
        return new InMemorySessionRepository(store);
    }

    @Override
    public MailOutbox outbox() {
        return new InMemoryMailOutbox(store);
    }

    @Override
    public Transactions transactions() {
        return new InMemoryTransactions(store);
    }

    /** Sweeps this store. */
    public Housekeeping housekeeping() {
        return new InMemoryHousekeeping(store);
    }

    @Override
    public void switchOff(UserId id) {
        change(
                id,
                u -> new User(u.id(), u.email(), u.username(), u.passwordHash(), false, u.verified(), u.createdAt()));
    }

    @Override
    public void delete(UserId id) {
        store.call(state -> {
            state.delete(id);
            return id;
        });
    }

    @Override
    public void moveTo(UserId id, EmailAddress email) {
        change(
                id,
                u -> new User(u.id(), email, u.username(), u.passwordHash(), u.active(), u.verified(), u.createdAt()));
    }

    @Override
    public boolean isEmpty() {
        return store.call(state -> Stream.of(
                        state.users,
                        state.idsByEmail,
                        state.idsByUsernameKey,
                        state.codes,
                        state.sessions,
                        state.wishes,
                        state.knownAddresses)
                .allMatch(Map::isEmpty));
    }

    private void change(UserId id, UnaryOperator<User> change) {
        store.call(state -> {
            StoredUser old = state.users.get(id);
            state.idsByEmail.remove(old.user().email());
            state.store(new StoredUser(change.apply(old.user()), old.epoch()));
            return id;
        });
    }
}
