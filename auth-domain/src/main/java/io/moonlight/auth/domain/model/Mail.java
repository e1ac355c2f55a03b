package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** A mail that is about to be sent: what it says, not how it looks. */
public sealed interface Mail {

    /** The recipient. */
    EmailAddress to();

    /** The recipient's language. */
    Language language();

    /**
     * Carries a code.
     *
     * @param to the recipient
     * @param language the recipient's
     * @param purpose what the code is for
     * @param code the code, in clear
     * @param validFor how long it can be used from now
     */
    record Code(EmailAddress to, Language language, CodePurpose purpose, VerificationCode code, Duration validFor)
            implements Mail {
        /** @throws NullPointerException if a part is missing */
        public Code {
            requireNonNull(to, "to");
            requireNonNull(language, "language");
            requireNonNull(purpose, "purpose");
            requireNonNull(code, "code");
            requireNonNull(validFor, "validFor");
        }
    }

    /**
     * Tells that the password was changed.
     *
     * @param to the recipient
     * @param language the recipient's
     * @param changedAt when
     */
    record PasswordChanged(EmailAddress to, Language language, Instant changedAt) implements Mail {
        /** @throws NullPointerException if a part is missing */
        public PasswordChanged {
            requireNonNull(to, "to");
            requireNonNull(language, "language");
            requireNonNull(changedAt, "changedAt");
        }
    }

    /**
     * Tells, at the old address, that the account has moved to another address.
     *
     * @param to the recipient
     * @param language the recipient's
     * @param changedAt when
     */
    record EmailChanged(EmailAddress to, Language language, Instant changedAt) implements Mail {
        /** @throws NullPointerException if a part is missing */
        public EmailChanged {
            requireNonNull(to, "to");
            requireNonNull(language, "language");
            requireNonNull(changedAt, "changedAt");
        }
    }

    /**
     * Tells the owner of an address that somebody wanted to register it, or to move to it: in place of a code.
     *
     * @param to the recipient
     * @param language the recipient's
     */
    record AlreadyRegistered(EmailAddress to, Language language) implements Mail {
        /** @throws NullPointerException if a part is missing */
        public AlreadyRegistered {
            requireNonNull(to, "to");
            requireNonNull(language, "language");
        }
    }
}
