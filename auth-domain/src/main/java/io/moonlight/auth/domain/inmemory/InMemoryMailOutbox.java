package io.moonlight.auth.domain.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClaimedWish;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.MailBacklog;
import io.moonlight.auth.domain.model.MailWish;
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
    public void request(MailWish wish) {
        Optional<CodePurpose> purpose = wish.kind().purpose();
        store.call(state -> {
            purpose.ifPresent(wanted -> {
                if (state.idsByEmail.containsKey(wish.to()) != wanted.isForUsers()) {
                    throw new AuthException(wanted.wrongState());
                }
                replaceCode(state, wish, wanted);
            });
            state.add(wish);
            return wish;
        });
    }

    @Override
    public void requestForAnyone(MailWish wish) {
        CodePurpose purpose = wish.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        store.call(state -> {
            replaceCode(state, wish, purpose);
            state.add(wish);
            return wish;
        });
    }

    private static void replaceCode(State state, MailWish wish, CodePurpose purpose) {
        state.codes.remove(new StoredCode.Key(wish.to(), purpose));
        state.dropWish(wish.to(), purpose);
    }

    @Override
    public Optional<ClaimedWish> claim(Instant now, Duration lease) {
        Instant leaseEnd = now.plus(lease).truncatedTo(ChronoUnit.MICROS);
        return store.call(state -> {
            Optional<StoredWish> first = state.wishes.values().stream()
                    .filter(stored -> !stored.readyAt().isAfter(now))
                    .min(Comparator.comparingInt(StoredWish::turn).thenComparing(StoredWish::readyAt));
            return first.map(found -> {
                StoredWish taken = found.claimed(leaseEnd);
                state.wishes.put(taken.wish().id(), taken);
                return new ClaimedWish(taken.wish(), taken.attempts());
            });
        });
    }

    @Override
    public void retry(ClaimedWish claim, Instant when) {
        Instant readyAt = when.truncatedTo(ChronoUnit.MICROS);
        store.call(state -> state.wishes.computeIfPresent(
                claim.wish().id(),
                (id, stored) -> stored.attempts() == claim.attempt() ? stored.postponed(readyAt) : stored));
    }

    @Override
    public boolean remove(ClaimedWish claim) {
        return store.call(state ->
                Optional.ofNullable(state.wishes.remove(claim.wish().id())).isPresent());
    }

    @Override
    public MailBacklog backlog(Instant now) {
        Instant cut = now.truncatedTo(ChronoUnit.MICROS);
        return store.call(state -> {
            Duration oldest = state.wishes.values().stream()
                    .map(stored -> Duration.between(stored.wish().requestedAt(), cut))
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
            long tried = state.wishes.values().stream()
                    .filter(stored -> stored.attempts() > 0)
                    .count();
            return new MailBacklog(state.wishes.size(), tried, oldest);
        });
    }
}
