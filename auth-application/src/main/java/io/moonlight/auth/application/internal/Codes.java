package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;

/**
 * Computes codes and their stored form. The code of a mail is derived from its random id with the secret key, so
 * that each delivery attempt has the same code, which is unknown without the key.
 */
public final class Codes {

    private final KeyedHasher hasher;

    public Codes(KeyedHasher hasher) {
        this.hasher = hasher;
    }

    public VerificationCode of(OutboxMail mail) {
        long bits = hasher.bits(
                "code", mail.id().toString(), mail.kind().wire(), mail.to().value());
        return VerificationCode.of(bits);
    }

    /** Returns a hash to store if no code is sent: tries against it count as wrong, and no digits match it. */
    public KeyedHash decoy(OutboxMail mail) {
        return hasher.hash("code-decoy", mail.id().toString());
    }

    public KeyedHash hash(EmailAddress email, CodePurpose purpose, VerificationCode code) {
        return hasher.hash("code-hash", purpose.wire(), email.value(), code.digits());
    }
}
