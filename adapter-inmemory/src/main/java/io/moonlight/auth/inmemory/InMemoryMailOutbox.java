package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.port.MailOutbox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/** {@link MailOutbox} in an {@link InMemoryStore}. */
public final class InMemoryMailOutbox implements MailOutbox {

    private final InMemoryStore store;

    /** @param store shared with the other in-memory ports */
    public InMemoryMailOutbox(InMemoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public void request(OutboxMail mail) {
        if (mail.kind() == MailKind.INVITATION) {
            throw new IllegalArgumentException("an invitation is stored with its mail");
        }
        Optional<CodePurpose> purpose = mail.kind().purpose();
        store.call(state -> {
            purpose.ifPresent(wanted -> {
                if (state.idsByEmail.containsKey(mail.to()) != wanted.isForUsers()) {
                    throw new AuthException(wanted.wrongState());
                }
                replaceCode(state, mail, wanted);
            });
            state.add(mail);
            return mail;
        });
    }

    @Override
    public void requestWithoutAccountCheck(OutboxMail mail) {
        CodePurpose purpose = mail.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        store.call(state -> {
            replaceCode(state, mail, purpose);
            state.add(mail);
            return mail;
        });
    }

    private static void replaceCode(State state, OutboxMail mail, CodePurpose purpose) {
        state.codes.remove(new StoredCode.Key(mail.to(), purpose));
        state.dropMail(mail.to(), purpose);
    }

    @Override
    public Optional<ClaimedMail> claim(Instant now, Duration lease) {
        Instant leaseEnd = now.plus(lease).truncatedTo(ChronoUnit.MICROS);
        return store.call(state -> {
            Optional<StoredOutboxMail> first = state.mails.values().stream()
                    .filter(stored -> !stored.readyAt().isAfter(now))
                    .min(Comparator.comparingInt(StoredOutboxMail::turn).thenComparing(StoredOutboxMail::readyAt));
            return first.map(found -> {
                StoredOutboxMail taken = found.claimed(leaseEnd);
                state.mails.put(taken.mail().id(), taken);
                return new ClaimedMail(taken.mail(), taken.attempts());
            });
        });
    }

    @Override
    public void retry(ClaimedMail claim, Instant when) {
        Instant readyAt = when.truncatedTo(ChronoUnit.MICROS);
        store.call(state -> state.mails.computeIfPresent(
                claim.mail().id(),
                (id, stored) -> stored.attempts() == claim.attempt() ? stored.postponed(readyAt) : stored));
    }

    @Override
    public boolean remove(ClaimedMail claim) {
        return store.call(state ->
                Optional.ofNullable(state.mails.remove(claim.mail().id())).isPresent());
    }

    @Override
    public MailBacklog backlog(Instant now) {
        Instant cut = now.truncatedTo(ChronoUnit.MICROS);
        return store.call(state -> {
            Duration oldest = state.mails.values().stream()
                    .map(stored -> Duration.between(stored.mail().requestedAt(), cut))
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
            long tried = state.mails.values().stream()
                    .filter(stored -> stored.attempts() > 0)
                    .count();
            return new MailBacklog(state.mails.size(), tried, oldest);
        });
    }
}
