package io.moonlight.auth.application.background;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.Housekeeping.ExpiredData;
import io.moonlight.auth.domain.port.Housekeeping.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Removes expired data: codes a day after their expiry, sessions an hour after theirs, mails a day after
 * their deadline, known addresses after thirty days without a login, invitations an hour after their expiry, events after the audit retention, counters
 * of limits an hour after their window. Any number of housekeepers, in any number of processes, may work on one store.
 *
 * <p>A mail that is removed here was neither delivered nor given up: no dispatcher runs. Each step that finds
 * such mails records one event with their number.
 *
 * <p><b>Threading.</b> Safe for any number of threads. {@link #runOnce()} runs on the caller's thread.
 */
public final class Housekeeper {

    private static final Duration CODES_KEPT = Duration.ofDays(1);
    private static final Duration SESSIONS_KEPT = Duration.ofHours(1);
    private static final Duration MAILS_KEPT = Duration.ofDays(1);
    private static final Duration INVITATIONS_KEPT = Duration.ofHours(1);
    private static final Duration LIMITS_KEPT = Duration.ofHours(1);
    private static final int LIMIT = 1_000;
    private static final List<ExpiredData> ROUND = List.of(ExpiredData.values());

    private final Housekeeping housekeeping;
    private final AuthEvents events;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration auditRetention;
    private final AtomicInteger at = new AtomicInteger();

    /**
     * @param random spreads the work of several servers over time
     * @param auditRetention how long events are kept; positive
     */
    public Housekeeper(
            Housekeeping housekeeping,
            AuthEvents events,
            InstantSource clock,
            RandomGenerator random,
            Duration auditRetention) {
        if (auditRetention.isZero() || auditRetention.isNegative()) {
            throw new IllegalArgumentException("events are kept for a while");
        }
        this.housekeeping = requireNonNull(housekeeping, "housekeeping");
        this.events = requireNonNull(events, "events");
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
        this.auditRetention = auditRetention;
    }

    /**
     * Starts a daemon thread that works soon, and then every few minutes, until the returned handle is
     * closed. It works for at most a tenth of the time.
     */
    HousekeepingThread start() {
        return new HousekeepingThread(this, random, HousekeepingThread.Pace.GENTLE);
    }

    /**
     * Does one small step: looks at up to {@value #LIMIT} entries of one kind. The next call continues there.
     *
     * @return whether this round continues; if not, the next call starts a new round
     * @throws AuthUnavailableException if the store cannot answer; the next call continues with the next kind
     */
    public boolean runOnce() {
        int place = at.get();
        boolean more = false;
        try {
            more = sweep(ROUND.get(place));
        } finally {
            if (!more) {
                at.compareAndSet(place, (place + 1) % ROUND.size());
            }
        }
        return more || place + 1 < ROUND.size();
    }

    private boolean sweep(ExpiredData what) {
        Instant now = clock.instant();
        Sweep sweep = housekeeping.sweep(what, now.minus(kept(what)), LIMIT);
        if (what == ExpiredData.MAILS && sweep.removed() > 0) {
            events.record(new AuthEvent(
                    AuthEvent.Type.MAIL_EXPIRED,
                    now,
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    "undelivered_" + sweep.removed(),
                    ClientInfo.LOCAL));
        }
        return sweep.more();
    }

    private Duration kept(ExpiredData what) {
        return switch (what) {
            case CODES -> CODES_KEPT;
            case SESSIONS -> SESSIONS_KEPT;
            case MAILS -> MAILS_KEPT;
            case KNOWN_ADDRESSES -> Limits.KNOWN_ADDRESS;
            case INVITATIONS -> INVITATIONS_KEPT;
            case EVENTS -> auditRetention;
            case LIMITS -> LIMITS_KEPT;
        };
    }
}
