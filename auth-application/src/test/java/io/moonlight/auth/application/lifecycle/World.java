package io.moonlight.auth.application.lifecycle;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.AuthBuilder;
import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * A backend that sequences run on, one after another, each with people of its own: on any store, with mails and limits in
 * memory, and limits that no sequence reaches.
 */
public final class World {

    static final Duration COOLDOWN = Duration.ofMillis(1);

    private static final Instant START = Instant.parse("2026-03-04T05:06:07.123456789Z");
    private static final int MANY = 1_000_000;
    private static final LimitPolicy WIDE = new LimitPolicy(MANY, COOLDOWN, MANY, MANY, MANY, MANY, MANY, MANY, MANY);

    final MutableClock clock = new MutableClock(START);
    final InMemoryMailer mailer = new InMemoryMailer(16);
    final Auth auth;

    /** @param store sets what keeps state and what signs tokens by the given clock; the rest is set already */
    public World(BiFunction<AuthBuilder, MutableClock, AuthBuilder> store) {
        AuthBuilder rest = Auth.builder()
                .mailer(mailer)
                .passwords(new InMemoryPasswordHasher(Samples.random()))
                .limiter(new InMemoryRateLimiter(clock))
                .limits(WIDE)
                .clock(clock);
        auth = requireNonNull(store, "store").apply(rest, clock).build();
    }

    /** The same moment for each sequence, so that one that fails, fails again. */
    void begin() {
        clock.set(START);
    }
}
