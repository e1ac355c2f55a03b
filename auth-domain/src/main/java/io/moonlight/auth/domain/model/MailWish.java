package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The durable wish that a mail be sent. It holds no code: that is made from the wish's secret-keyed name at the moment
 * of delivery, the same one at each try.
 *
 * @param id random, and never used for another wish
 * @param kind which mail
 * @param to the recipient
 * @param language the recipient's
 * @param requestedAt when it was wished for, cut to microseconds
 * @param deadline after this the mail would be pointless, cut to microseconds
 */
public record MailWish(
        UUID id, MailKind kind, EmailAddress to, Language language, Instant requestedAt, Instant deadline) {

    /** Cuts the times to microseconds. */
    public MailWish {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(to, "to");
        requireNonNull(language, "language");
        requestedAt = requestedAt.truncatedTo(ChronoUnit.MICROS);
        deadline = deadline.truncatedTo(ChronoUnit.MICROS);
    }

    /** A new wish under a random name. */
    public static MailWish of(
            RandomGenerator random,
            MailKind kind,
            EmailAddress to,
            Language language,
            Instant requestedAt,
            Instant deadline) {
        return new MailWish(RandomUuid.next(random), kind, to, language, requestedAt, deadline);
    }
}
