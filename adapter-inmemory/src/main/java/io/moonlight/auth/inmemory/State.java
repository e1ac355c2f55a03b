package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.MailOutbox;
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
    final Map<EmailAddress, Invitation> invitations = new HashMap<>();
    final Map<SessionId, StoredSession> sessions = new HashMap<>();
    final Map<UUID, StoredOutboxMail> mails = new LinkedHashMap<>();
    final Map<KnownAddress, Instant> knownAddresses = new HashMap<>();

    /** A network from which a user has logged in. */
    record KnownAddress(UserId user, String network) {}

    Optional<StoredUser> user(UserId id) {
        return Optional.ofNullable(users.get(id));
    }

    Optional<StoredUser> userOf(EmailAddress email) {
        return Optional.ofNullable(idsByEmail.get(email)).flatMap(this::user);
    }

    void store(StoredUser stored) {
        user(stored.user().id()).ifPresent(this::forgetNames);
        users.put(stored.user().id(), stored);
        idsByEmail.put(stored.user().email(), stored.user().id());
        idsByUsernameKey.put(stored.user().username().key(), stored.user().id());
    }

    void delete(UserId id) {
        Optional.ofNullable(users.remove(id)).ifPresent(gone -> {
            forgetNames(gone);
            invitations.remove(gone.user().email());
            codes.keySet().removeIf(key -> key.email().equals(gone.user().email()));
            mails.values()
                    .removeIf(stored -> stored.mail().to().equals(gone.user().email()));
        });
        sessions.values().removeIf(session -> session.session().userId().equals(id));
        forgetKnownAddresses(id, Optional.empty());
    }

    void forgetKnownAddresses(UserId user, Optional<ClientAddress> but) {
        Optional<String> spared = but.map(ClientAddress::network);
        knownAddresses
                .keySet()
                .removeIf(known -> known.user().equals(user) && !spared.equals(Optional.of(known.network())));
    }

    private void forgetNames(StoredUser stored) {
        idsByEmail.remove(stored.user().email());
        idsByUsernameKey.remove(stored.user().username().key());
    }

    /** The session, if nothing has ended it. */
    Optional<StoredSession> openSession(SessionId id, Instant now) {
        return Optional.ofNullable(sessions.get(id)).filter(session -> isOpen(session, now));
    }

    boolean isOpen(StoredSession session, Instant now) {
        return now.isBefore(session.expiresAt()) && owner(session).isPresent();
    }

    /** The user whose session it is, if nothing about that user has ended it. */
    Optional<User> owner(StoredSession session) {
        return user(session.session().userId())
                .filter(u -> u.epoch() == session.epoch())
                .map(StoredUser::user)
                .filter(User::active);
    }

    /** Returns the caller's user, or refuses. Changes nothing. */
    StoredUser admitted(AdmittedCaller caller, Instant now) {
        StoredUser user = openSession(caller.session(), now)
                .map(StoredSession::session)
                .filter(session -> session.userId().equals(caller.user()))
                .flatMap(session -> user(session.userId()))
                .orElseThrow(() -> new AuthException(new AuthError.InvalidAccessToken()));
        if (!caller.verified().orElse(user.passwordHash()).equals(user.passwordHash())) {
            throw new AuthException(new AuthError.BadCredentials());
        }
        return user;
    }

    /** Refuses unless the presented code would be taken. Counts nothing, changes nothing. */
    void requireCode(StoredCode.Key key, KeyedHash presented, Instant now) {
        StoredCode code = Optional.ofNullable(codes.get(key)).orElseThrow(() -> refused(Reason.NOT_FOUND));
        code.refusal(presented, now).ifPresent(reason -> {
            throw refused(reason);
        });
    }

    /** The invitation of this address, if it is valid. */
    Optional<Invitation> invitation(EmailAddress email, Instant now) {
        return Optional.ofNullable(invitations.get(email)).filter(found -> now.isBefore(found.expiresAt()));
    }

    void useUp(StoredCode.Key key) {
        codes.remove(key);
        dropMail(key.email(), key.purpose());
    }

    void dropMail(EmailAddress email, CodePurpose purpose) {
        dropMail(email, MailKind.of(purpose));
    }

    void dropMail(EmailAddress email, MailKind kind) {
        mails.values()
                .removeIf(stored ->
                        stored.mail().kind() == kind && stored.mail().to().equals(email));
    }

    void add(OutboxMail mail) {
        mails.put(mail.id(), new StoredOutboxMail(mail, turn(mail), mail.requestedAt(), 0));
    }

    /** 0 for a notice; see {@link MailOutbox}. */
    private int turn(OutboxMail mail) {
        if (mail.kind().isNotice()) {
            return 0;
        }
        int last = mails.values().stream()
                .filter(stored -> stored.mail().network().equals(mail.network()))
                .mapToInt(StoredOutboxMail::turn)
                .max()
                .orElse(0);
        return Math.min(last + 1, MailOutbox.TURNS);
    }

    static AuthException refused(Reason reason) {
        return new AuthException(new AuthError.CodeRefused(reason));
    }
}
