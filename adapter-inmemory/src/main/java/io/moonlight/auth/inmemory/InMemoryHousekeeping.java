package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.port.Housekeeping;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Predicate;

/** {@link Housekeeping} of an {@link InMemoryStore}. Events are not in that store, and drop out by themselves. */
public final class InMemoryHousekeeping implements Housekeeping {

    private final InMemoryStore store;

    /** @param store shared with the other in-memory ports */
    public InMemoryHousekeeping(InMemoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public Sweep sweep(ExpiredData what, Instant before, int limit) {
        return store.call(state -> switch (what) {
            case CODES -> remove(state.codes.values(), code -> code.expiresAt().isBefore(before), limit);
            case SESSIONS ->
                remove(
                        state.sessions.values(),
                        session -> session.expiresAt().isBefore(before)
                                || state.owner(session).isEmpty(),
                        limit);
            case MAILS ->
                remove(state.mails.values(), stored -> stored.mail().deadline().isBefore(before), limit);
            case KNOWN_ADDRESSES -> remove(state.knownAddresses.values(), last -> last.isBefore(before), limit);
            case INVITATIONS ->
                remove(
                        state.invitations.values(),
                        invitation -> invitation.expiresAt().isBefore(before),
                        limit);
            case EVENTS, LIMITS -> new Sweep(0, false);
        });
    }

    private static <T> Sweep remove(Collection<T> all, Predicate<T> dead, int limit) {
        int removed = 0;
        for (Iterator<T> each = all.iterator(); each.hasNext() && removed < limit; ) {
            if (dead.test(each.next())) {
                each.remove();
                removed++;
            }
        }
        return new Sweep(removed, removed == limit);
    }
}
