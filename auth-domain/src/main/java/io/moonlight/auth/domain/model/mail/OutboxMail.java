package io.moonlight.auth.domain.model.mail;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.RandomUuid;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A mail that is to be sent, as it is stored in the outbox. It has no code: that is computed from the mail's id with a secret key at the
 * moment of delivery, and is the same for each attempt.
 *
 * @param id random, never reused
 * @param kind the kind of mail
 * @param to the recipient
 * @param language the recipient's language
 * @param network of the client that requested it, see {@link ClientAddress#network()}; empty if there is none
 * @param requestedAt when it was requested, truncated to microseconds
 * @param deadline when the mail expires, truncated to microseconds
 */
public record OutboxMail(
        UUID id,
        MailKind kind,
        EmailAddress to,
        Language language,
        String network,
        Instant requestedAt,
        Instant deadline) {

    private static final int MAX_NETWORK = 64;

    /**
     * Truncates the times to microseconds.
     *
     * @throws IllegalArgumentException if the network has more than 64 characters
     */
    public OutboxMail {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(to, "to");
        requireNonNull(language, "language");
        if (requireNonNull(network, "network").length() > MAX_NETWORK) {
            throw new IllegalArgumentException("a network has at most " + MAX_NETWORK + " characters");
        }
        requestedAt = requestedAt.truncatedTo(ChronoUnit.MICROS);
        deadline = deadline.truncatedTo(ChronoUnit.MICROS);
    }

    /** Creates a mail with a random id and no network. */
    public static OutboxMail of(
            RandomGenerator random,
            MailKind kind,
            EmailAddress to,
            Language language,
            Instant requestedAt,
            Instant deadline) {
        return new OutboxMail(RandomUuid.next(random), kind, to, language, "", requestedAt, deadline);
    }

    /** Returns the same mail as requested from this address. */
    public OutboxMail from(ClientAddress address) {
        return new OutboxMail(id, kind, to, language, address.network(), requestedAt, deadline);
    }
}
