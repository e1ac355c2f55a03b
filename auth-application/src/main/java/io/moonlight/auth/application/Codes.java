package io.moonlight.auth.application;

import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.OutboxMail;
import io.moonlight.auth.domain.model.VerificationCode;

/**
 * Makes codes and their stored form. The code of a mail is drawn from the mail's random name with the secret key, so
 * that each try of a mail carries the same code, and whoever lacks the key knows nothing.
 */
final class Codes {

    private final KeyedHasher hasher;

    Codes(KeyedHasher hasher) {
        this.hasher = hasher;
    }

    VerificationCode of(OutboxMail mail) {
        long bits = hasher.bits(
                "code", mail.id().toString(), mail.kind().wire(), mail.to().value());
        return VerificationCode.of(bits);
    }

    /** Stored where no code is sent: tries against it are wrong like others, and no digits match it. */
    KeyedHash decoy(OutboxMail mail) {
        return hasher.hash("code-decoy", mail.id().toString());
    }

    KeyedHash hash(EmailAddress email, CodePurpose purpose, VerificationCode code) {
        return hasher.hash("code-hash", purpose.wire(), email.value(), code.digits());
    }
}
