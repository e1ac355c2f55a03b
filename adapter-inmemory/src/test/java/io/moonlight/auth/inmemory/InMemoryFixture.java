package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.testkit.AuthStoreFixture;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The store in memory, and what tests do to it. */
final class InMemoryFixture extends AuthStoreFixture {

    private final InMemoryStore store;

    InMemoryFixture(InMemoryStore store) {
        super(store);
        this.store = store;
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return store.call(state -> work.get());
    }

    @Override
    public void switchOff(UserId id) {
        change(id, u -> new User(u.id(), u.email(), u.username(), false, u.verified(), u.createdAt(), u.roles()));
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
        change(id, u -> new User(u.id(), email, u.username(), u.active(), u.verified(), u.createdAt(), u.roles()));
    }

    @Override
    public boolean isEmpty() {
        return store.call(state -> Stream.of(
                        state.users,
                        state.idsByEmail,
                        state.idsByUsernameKey,
                        state.codes,
                        state.sessions,
                        state.mails,
                        state.knownAddresses)
                .allMatch(Map::isEmpty));
    }

    private void change(UserId id, UnaryOperator<User> change) {
        store.call(state -> {
            StoredUser old = state.users.get(id);
            state.idsByEmail.remove(old.user().email());
            state.store(new StoredUser(change.apply(old.user()), old.passwordHash(), old.epoch()));
            return id;
        });
    }
}
