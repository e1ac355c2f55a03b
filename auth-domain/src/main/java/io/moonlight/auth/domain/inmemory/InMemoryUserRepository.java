package io.moonlight.auth.domain.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.MailWish;
import io.moonlight.auth.domain.model.NewUser;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.Instant;
import java.util.Optional;

/** {@link UserRepository} in an {@link InMemoryStore}. */
public final class InMemoryUserRepository implements UserRepository {

    private final InMemoryStore store;

    /** @param store shared with the other in-memory ports */
    public InMemoryUserRepository(InMemoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public boolean exists(EmailAddress email) {
        requireNonNull(email, "email");
        return store.call(state -> state.userOf(email).isPresent());
    }

    @Override
    public Optional<User> findByEmail(EmailAddress email) {
        requireNonNull(email, "email");
        return store.call(state -> state.userOf(email).map(StoredUser::user));
    }

    @Override
    public Optional<User> findById(UserId id) {
        requireNonNull(id, "id");
        return store.call(state -> state.user(id).map(StoredUser::user));
    }

    @Override
    public User register(NewUser user, KeyedHash code, Instant now) {
        StoredCode.Key key = new StoredCode.Key(user.email(), CodePurpose.REGISTER);
        return store.call(state -> {
            state.requireCode(key, code, now);
            if (state.idsByEmail.containsKey(user.email())) {
                throw new AuthException(new AuthError.EmailTaken());
            }
            if (state.idsByUsernameKey.containsKey(user.username().key())) {
                throw new AuthException(new AuthError.UsernameTaken());
            }
            User stored = user.withId(store.nextUserId());
            state.store(new StoredUser(stored, 0));
            state.useUp(key);
            return stored;
        });
    }

    @Override
    public void resetPassword(EmailAddress email, KeyedHash code, PasswordHash password, MailWish notice, Instant now) {
        if (notice.kind().purpose().isPresent()) {
            throw new IllegalArgumentException("the notice carries no code");
        }
        requireNonNull(password, "password");
        StoredCode.Key key = new StoredCode.Key(email, CodePurpose.RESET_PASSWORD);
        store.call(state -> {
            state.requireCode(key, code, now);
            StoredUser user = state.userOf(email).orElseThrow(() -> new AuthException(new AuthError.UserNotFound()));
            state.store(user.withHash(password).inNextEpoch());
            state.useUp(key);
            state.add(notice);
            return user.user().id();
        });
    }

    @Override
    public boolean replaceHash(UserId id, PasswordHash expected, PasswordHash replacement) {
        requireNonNull(replacement, "replacement");
        return store.call(state -> {
            Optional<StoredUser> user =
                    state.user(id).filter(u -> u.user().passwordHash().equals(expected));
            user.ifPresent(u -> state.store(u.withHash(replacement)));
            return user.isPresent();
        });
    }
}
