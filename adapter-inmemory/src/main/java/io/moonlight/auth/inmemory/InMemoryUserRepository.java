package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.inmemory.State.KnownAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@link UserRepository} in an {@link InMemoryStore}. */
public final class InMemoryUserRepository implements UserRepository {

    private static final Pattern SALT_OR_DIGEST = Pattern.compile("[A-Za-z0-9./+]{16,}");

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
    public Optional<PasswordHash> passwordHash(UserId id) {
        requireNonNull(id, "id");
        return store.call(state -> state.user(id).map(StoredUser::passwordHash));
    }

    @Override
    public Optional<LoginCandidate> findForLogin(EmailAddress email, Optional<ClientAddress> from, Instant since) {
        requireNonNull(email, "email");
        return store.call(state -> state.userOf(email).map(found -> {
            boolean known = from.map(address -> new KnownAddress(found.user().id(), address.network()))
                    .flatMap(address -> Optional.ofNullable(state.knownAddresses.get(address)))
                    .filter(last -> last.isAfter(since))
                    .isPresent();
            return new LoginCandidate(found.user(), found.passwordHash(), known);
        }));
    }

    @Override
    public List<PasswordHash> sampleHashes() {
        return store.call(state -> state.users.values().stream()
                .map(StoredUser::passwordHash)
                .collect(Collectors.toMap(
                        hash -> SALT_OR_DIGEST.matcher(hash.value()).replaceAll(""), hash -> hash, (one, other) -> one))
                .values()
                .stream()
                .limit(MAX_SAMPLES)
                .toList());
    }

    @Override
    public Page<User> list(UserFilter filter, PageRequest page) {
        return store.call(state -> {
            List<User> all = state.users.values().stream()
                    .map(StoredUser::user)
                    .filter(user -> user.email().value().startsWith(filter.emailPrefix())
                            && user.username().key().startsWith(filter.usernamePrefix()))
                    .sorted(Comparator.comparingLong(user -> user.id().value()))
                    .toList();
            List<User> items =
                    all.stream().skip(page.offset()).limit(page.size()).toList();
            return new Page<>(items, page, all.size());
        });
    }

    @Override
    public User register(NewUser user, KeyedHash code, AdmissionRule rule, Instant now) {
        StoredCode.Key key = new StoredCode.Key(user.email(), CodePurpose.REGISTER);
        return store.call(state -> {
            state.requireCode(key, code, now);
            Optional<Invitation> invitation = state.invitation(user.email(), now);
            if (rule == AdmissionRule.INVITED_ONLY && invitation.isEmpty()) {
                throw new AuthException(new AuthError.NotAdmitted());
            }
            if (state.idsByEmail.containsKey(user.email())) {
                throw new AuthException(new AuthError.EmailTaken());
            }
            if (state.idsByUsernameKey.containsKey(user.username().key())) {
                throw new AuthException(new AuthError.UsernameTaken());
            }
            Roles roles = invitation.map(Invitation::roles).orElse(Roles.NONE);
            User stored = user.withId(store.nextUserId(), roles);
            state.store(new StoredUser(stored, user.passwordHash(), 0));
            state.useUp(key);
            state.invitations.remove(user.email());
            state.dropMail(user.email(), MailKind.INVITATION);
            return stored;
        });
    }

    @Override
    public void resetPassword(
            EmailAddress email,
            KeyedHash code,
            PasswordHash password,
            Optional<ClientAddress> from,
            OutboxMail notice,
            Instant now) {
        requireNoCode(notice);
        requireNonNull(password, "password");
        StoredCode.Key key = new StoredCode.Key(email, CodePurpose.RESET_PASSWORD);
        store.call(state -> {
            state.requireCode(key, code, now);
            StoredUser user = state.userOf(email).orElseThrow(() -> new AuthException(new AuthError.UserNotFound()));
            state.store(user.withHash(password).withVerified(email).inNextEpoch());
            state.forgetKnownAddresses(user.user().id(), from);
            state.useUp(key);
            state.add(notice);
            return user.user().id();
        });
    }

    @Override
    public void changePassword(AdmittedCaller caller, PasswordHash replacement, OutboxMail notice, Instant now) {
        requireNoCode(notice);
        requireNonNull(replacement, "replacement");
        store.call(state -> {
            StoredUser changed =
                    state.admitted(caller, now).withHash(replacement).inNextEpoch();
            state.store(changed);
            state.sessions.computeIfPresent(caller.session(), (id, session) -> session.inEpoch(changed.epoch()));
            state.add(notice);
            return changed;
        });
    }

    @Override
    public User rename(AdmittedCaller caller, Username username, Instant now) {
        return store.call(state -> {
            StoredUser user = state.admitted(caller, now);
            UserId holder = state.idsByUsernameKey.getOrDefault(username.key(), caller.user());
            if (!holder.equals(caller.user())) {
                throw new AuthException(new AuthError.UsernameTaken());
            }
            return stored(state, user.withUsername(username));
        });
    }

    @Override
    public User changeEmail(AdmittedCaller caller, EmailAddress email, KeyedHash code, OutboxMail notice, Instant now) {
        requireNoCode(notice);
        StoredCode.Key key = new StoredCode.Key(email, CodePurpose.CHANGE_EMAIL);
        return store.call(state -> {
            StoredUser user = state.admitted(caller, now);
            state.requireCode(key, code, now);
            if (state.idsByEmail.containsKey(email)) {
                throw new AuthException(new AuthError.EmailTaken());
            }
            state.useUp(key);
            state.add(notice);
            return stored(state, user.withVerified(email));
        });
    }

    @Override
    public Optional<User> setActive(UserId id, boolean active, Instant now) {
        return store.call(state -> state.user(id).map(user -> {
            StoredUser changed = user.withActive(active);
            return stored(state, active ? changed : changed.inNextEpoch());
        }));
    }

    @Override
    public Optional<User> setRoles(UserId id, Roles roles, Instant now) {
        requireNonNull(roles, "roles");
        return store.call(state -> state.user(id).map(user -> stored(state, user.withRoles(roles))));
    }

    @Override
    public boolean delete(UserId id) {
        return store.call(state -> {
            boolean there = state.user(id).isPresent();
            state.delete(id);
            return there;
        });
    }

    @Override
    public void delete(AdmittedCaller caller, Instant now) {
        store.call(state -> {
            StoredUser user = state.admitted(caller, now);
            state.delete(caller.user());
            return user;
        });
    }

    @Override
    public boolean replaceHash(UserId id, PasswordHash expected, PasswordHash replacement) {
        requireNonNull(replacement, "replacement");
        return store.call(state -> {
            Optional<StoredUser> user =
                    state.user(id).filter(u -> u.passwordHash().equals(expected));
            user.ifPresent(u -> state.store(u.withHash(replacement)));
            return user.isPresent();
        });
    }

    @Override
    public List<ImportResult> importAll(List<ImportedUser> users, Instant now) {
        return store.call(state -> new UserImport(state, store::nextUserId, now).all(users));
    }

    @Override
    public List<ExportedUser> export(Optional<UserId> after, int limit) {
        long last = after.map(UserId::value).orElse(0L);
        return store.call(state -> state.users.values().stream()
                .filter(user -> user.user().id().value() > last)
                .sorted(Comparator.comparingLong(user -> user.user().id().value()))
                .limit(limit)
                .map(user -> new ExportedUser(user.user(), user.passwordHash()))
                .toList());
    }

    private static void requireNoCode(OutboxMail notice) {
        if (notice.kind().purpose().isPresent()) {
            throw new IllegalArgumentException("the notice carries no code");
        }
    }

    private static User stored(State state, StoredUser user) {
        state.store(user);
        return user.user();
    }
}
