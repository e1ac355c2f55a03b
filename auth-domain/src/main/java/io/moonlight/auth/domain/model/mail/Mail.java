package io.moonlight.auth.domain.model.mail;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.EmailAddress;
import java.time.Duration;
import java.time.Instant;

/** The content of a mail, without its layout. */
public sealed interface Mail {

    /** Returns the recipient. */
    EmailAddress to();

    /** Returns the recipient's language. */
    Language language();

    /**
     * Contains a code.
     *
     * @param to the recipient
     * @param language the recipient's language
     * @param purpose what the code is for
     * @param code the code, in clear
     * @param validFor how long the code is valid from now
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
     * Notifies of a changed password.
     *
     * @param to the recipient
     * @param language the recipient's language
     * @param changedAt when it was changed
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
     * Notifies the old address that the account has moved to another address.
     *
     * @param to the recipient
     * @param language the recipient's language
     * @param changedAt when it was changed
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
     * Notifies the owner of a registered address of an attempt to register it, instead of a code.
     *
     * @param to the recipient
     * @param language the recipient's language
     */
    record AlreadyRegistered(EmailAddress to, Language language) implements Mail {
        /** @throws NullPointerException if a part is missing */
        public AlreadyRegistered {
            requireNonNull(to, "to");
            requireNonNull(language, "language");
        }
    }

    /**
     * Invites the recipient to register with this address.
     *
     * @param to the recipient
     * @param language the recipient's language
     * @param expiresAt until when the recipient can register
     */
    record Invitation(EmailAddress to, Language language, Instant expiresAt) implements Mail {
        /** @throws NullPointerException if a part is missing */
        public Invitation {
            requireNonNull(to, "to");
            requireNonNull(language, "language");
            requireNonNull(expiresAt, "expiresAt");
        }
    }
}
