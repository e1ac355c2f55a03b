package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One import into a {@link State}. Not safe for threads by itself. */
final class UserImport {

    private final State state;
    private final Supplier<UserId> ids;
    private final Instant now;
    private final Set<String> given = new HashSet<>();

    UserImport(State state, Supplier<UserId> ids, Instant now) {
        this.state = state;
        this.ids = ids;
        this.now = now;
    }

    List<ImportResult> all(List<ImportedUser> users) {
        users.forEach(user -> user.username().map(Username::key).ifPresent(given::add));
        return users.stream().map(this::result).toList();
    }

    private ImportResult result(ImportedUser user) {
        Optional<String> key = user.username().map(Username::key);
        Optional<User> holder = state.userOf(user.email()).map(StoredUser::user);
        if (holder.isPresent()) {
            String present = holder.get().username().key();
            return key.orElse(present).equals(present)
                    ? new ImportResult.Existing(holder.get().id())
                    : new ImportResult.Rejected(new AuthError.EmailTaken());
        }
        if (key.filter(state.idsByUsernameKey::containsKey).isPresent()) {
            return new ImportResult.Rejected(new AuthError.UsernameTaken());
        }
        UserId id = ids.get();
        Username name = user.username().orElseGet(() -> made(id));
        Instant createdAt = user.createdAt().orElse(now);
        User stored = new User(id, user.email(), name, user.active(), user.verified(), createdAt, user.roles());
        state.store(new StoredUser(stored, user.passwordHash(), 0));
        return new ImportResult.Created(id);
    }

    private Username made(UserId id) {
        String plain = "u" + id.value();
        return Stream.concat(Stream.of(plain), Stream.iterate(1, n -> n + 1).map(n -> plain + "_" + n))
                .filter(name -> name.length() >= Username.MIN_LENGTH
                        && !given.contains(name)
                        && !state.idsByUsernameKey.containsKey(name))
                .findFirst()
                .map(Username::new)
                .orElseThrow();
    }
}
