package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** {@link VerificationCodes} in an {@link InMemoryStore}. */
public final class InMemoryVerificationCodes implements VerificationCodes {

    private final InMemoryStore store;

    /** @param store shared with the other in-memory ports */
    public InMemoryVerificationCodes(InMemoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public boolean put(OutboxMail mail, KeyedHash code, Instant expiresAt) {
        CodePurpose purpose = mail.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        StoredCode.Key key = new StoredCode.Key(mail.to(), purpose);
        Instant end = expiresAt.truncatedTo(ChronoUnit.MICROS);
        requireNonNull(code, "code");
        return store.call(state -> {
            if (!state.mails.containsKey(mail.id())) {
                return false;
            }
            int wrongTries = Optional.ofNullable(state.codes.get(key))
                    .filter(old -> old.hash().equals(code))
                    .map(StoredCode::wrongTries)
                    .orElse(0);
            state.codes.put(key, new StoredCode(code, wrongTries, end));
            return true;
        });
    }

    @Override
    public void check(EmailAddress email, CodePurpose purpose, KeyedHash presented, Instant now) {
        StoredCode.Key key = new StoredCode.Key(email, purpose);
        requireNonNull(presented, "presented");
        Optional<Reason> refusal = store.call(state -> {
            Optional<StoredCode> code = Optional.ofNullable(state.codes.get(key));
            if (code.isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            Optional<Reason> reason = code.get().refusal(presented, now);
            if (reason.equals(Optional.of(Reason.WRONG))) {
                state.codes.put(key, code.get().withOneMoreWrongTry());
            }
            return reason;
        });
        refusal.ifPresent(reason -> {
            throw State.refused(reason);
        });
    }

    @Override
    public void checkRegistration(EmailAddress email, Username username, KeyedHash presented, Instant now) {
        requireNonNull(username, "username");
        check(email, CodePurpose.REGISTER, presented, now);
        store.call(state -> {
            if (state.idsByEmail.containsKey(email)) {
                throw new AuthException(new AuthError.EmailTaken());
            }
            if (state.idsByUsernameKey.containsKey(username.key())) {
                throw new AuthException(new AuthError.UsernameTaken());
            }
            return true;
        });
    }
}
