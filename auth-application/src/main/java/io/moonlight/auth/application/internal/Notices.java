package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Creates the notices about changes of an account. */
public final class Notices {

    /** How long a notice is delivered. */
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final RandomGenerator random;

    public Notices(RandomGenerator random) {
        this.random = random;
    }

    public OutboxMail passwordChanged(EmailAddress to, Language language, Instant now) {
        return OutboxMail.of(random, MailKind.PASSWORD_CHANGED, to, language, now, now.plus(LIFETIME));
    }

    public OutboxMail emailChanged(EmailAddress old, Language language, Instant now) {
        return OutboxMail.of(random, MailKind.EMAIL_CHANGED, old, language, now, now.plus(LIFETIME));
    }
}
