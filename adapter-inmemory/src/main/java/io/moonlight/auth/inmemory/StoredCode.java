package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.time.Instant;
import java.util.Optional;

/** A code as stored. */
record StoredCode(KeyedHash hash, int wrongTries, Instant expiresAt) {

    /** What there is at most one code for. */
    record Key(EmailAddress email, CodePurpose purpose) {}

    /** Why the presented code is not taken; empty if it is. */
    Optional<Reason> refusal(KeyedHash presented, Instant now) {
        if (!now.isBefore(expiresAt)) {
            return Optional.of(Reason.EXPIRED);
        }
        if (wrongTries >= VerificationCode.MAX_WRONG_TRIES) {
            return Optional.of(Reason.EXHAUSTED);
        }
        return presented.equals(hash) ? Optional.empty() : Optional.of(Reason.WRONG);
    }

    StoredCode withOneMoreWrongTry() {
        return new StoredCode(hash, wrongTries + 1, expiresAt);
    }
}
