package io.moonlight.auth.application;

import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.MailWish;
import io.moonlight.auth.domain.model.VerificationCode;

/**
 * Makes codes and their stored form. The code of a wish is drawn from the wish's random name with the secret key, so
 * that each try of a mail carries the same code, and whoever lacks the key knows nothing.
 */
final class Codes {

    private final KeyedHasher hasher;

    Codes(KeyedHasher hasher) {
        this.hasher = hasher;
    }

    VerificationCode of(MailWish wish) {
        long bits = hasher.bits(
                "code", wish.id().toString(), wish.kind().wire(), wish.to().value());
        return VerificationCode.of(bits);
    }

    /** Stored where no code is sent: tries against it are wrong like others, and no digits match it. */
    KeyedHash decoy(MailWish wish) {
        return hasher.hash("code-decoy", wish.id().toString());
    }

    KeyedHash hash(EmailAddress email, CodePurpose purpose, VerificationCode code) {
        return hasher.hash("code-hash", purpose.wire(), email.value(), code.digits());
    }
}
