package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.MailKind;
import io.moonlight.auth.domain.model.MailWish;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Everything that an {@link InMemoryStore} holds. Not safe for threads by itself. */
final class State {

    final Map<UserId, StoredUser> users = new HashMap<>();
    final Map<EmailAddress, UserId> idsByEmail = new HashMap<>();
    final Map<String, UserId> idsByUsernameKey = new HashMap<>();
    final Map<StoredCode.Key, StoredCode> codes = new HashMap<>();
    final Map<SessionId, StoredSession> sessions = new HashMap<>();
    final Map<UUID, StoredWish> wishes = new LinkedHashMap<>();

    State copy() {
        State copy = new State();
        copy.users.putAll(users);
        copy.idsByEmail.putAll(idsByEmail);
        copy.idsByUsernameKey.putAll(idsByUsernameKey);
        copy.codes.putAll(codes);
        copy.sessions.putAll(sessions);
        copy.wishes.putAll(wishes);
        return copy;
    }

    Optional<StoredUser> user(UserId id) {
        return Optional.ofNullable(users.get(id));
    }

    Optional<StoredUser> userOf(EmailAddress email) {
        return Optional.ofNullable(idsByEmail.get(email)).flatMap(this::user);
    }

    void store(StoredUser stored) {
        users.put(stored.user().id(), stored);
        idsByEmail.put(stored.user().email(), stored.user().id());
        idsByUsernameKey.put(stored.user().username().key(), stored.user().id());
    }

    void delete(UserId id) {
        Optional.ofNullable(users.remove(id)).ifPresent(gone -> {
            idsByEmail.remove(gone.user().email());
            idsByUsernameKey.remove(gone.user().username().key());
        });
        sessions.values().removeIf(session -> session.session().userId().equals(id));
    }

    /** Refuses unless the presented code would be taken. Counts nothing, changes nothing. */
    void requireCode(StoredCode.Key key, KeyedHash presented, Instant now) {
        StoredCode code = Optional.ofNullable(codes.get(key)).orElseThrow(() -> refused(Reason.NOT_FOUND));
        code.refusal(presented, now).ifPresent(reason -> {
            throw refused(reason);
        });
    }

    void useUp(StoredCode.Key key) {
        codes.remove(key);
        dropWish(key.email(), key.purpose());
    }

    void dropWish(EmailAddress email, CodePurpose purpose) {
        MailKind kind = MailKind.of(purpose);
        wishes.values()
                .removeIf(stored ->
                        stored.wish().kind() == kind && stored.wish().to().equals(email));
    }

    void add(MailWish wish) {
        wishes.put(wish.id(), new StoredWish(wish, wish.requestedAt(), 0));
    }

    static AuthException refused(Reason reason) {
        return new AuthException(new AuthError.CodeRefused(reason));
    }
}
