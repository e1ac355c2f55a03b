package io.moonlight.auth.spring.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.postgres.JdbiAuthEvents;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The metrics of the login, under the names that the server has: what happened, what the hashing, the audit trail and the limits
 * report, and the mails that wait. Safe for any number of threads.
 */
final class AuthMeters implements MeterBinder {

    private final Events events;
    private final ObjectProvider<AuthStore> store;
    private final ObjectProvider<PasswordHasher> passwords;
    private final ObjectProvider<JdbiAuthEvents> trail;
    private final ObjectProvider<RateLimiter> limiter;
    private final InstantSource clock;

    AuthMeters(
            Events events,
            ObjectProvider<AuthStore> store,
            ObjectProvider<PasswordHasher> passwords,
            ObjectProvider<JdbiAuthEvents> trail,
            ObjectProvider<RateLimiter> limiter,
            InstantSource clock) {
        this.events = events;
        this.store = store;
        this.passwords = passwords;
        this.trail = trail;
        this.limiter = limiter;
        this.clock = clock;
    }

    /** Counts events from the start on, whenever the registry is bound. */
    static final class Events implements AuthEvents {

        private final Map<AuthEvent.Type, LongAdder> counts = new EnumMap<>(AuthEvent.Type.class);

        Events() {
            for (AuthEvent.Type type : AuthEvent.Type.values()) {
                counts.put(type, new LongAdder());
            }
        }

        @Override
        public void record(AuthEvent event) {
            LongAdder count = counts.get(event.type());
            if (count != null) {
                count.increment();
            }
        }

        void bindTo(MeterRegistry registry) {
            counts.forEach((type, count) -> FunctionCounter.builder("moonlight.events", count, LongAdder::sum)
                    .description("What happened, under the names of the audit trail")
                    .tag("type", type.wire())
                    .register(registry));
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        events.bindTo(registry);
        passwords.stream()
                .filter(BcryptPasswordHasher.class::isInstance)
                .map(BcryptPasswordHasher.class::cast)
                .forEach(hasher -> bind(hasher, registry));
        trail.ifAvailable(audit -> {
            gauge("moonlight.audit.queued", "Audit events that wait to be written", audit, JdbiAuthEvents::queued)
                    .register(registry);
            counter("moonlight.audit.lost", "Audit events that were lost", audit, JdbiAuthEvents::lost)
                    .register(registry);
        });
        limiter.stream()
                .filter(FallbackRateLimiter.class::isInstance)
                .map(FallbackRateLimiter.class::cast)
                .forEach(shared -> gauge(
                                "moonlight.limiter.shared",
                                "1 while all servers count limits together, 0 while each counts by itself",
                                shared,
                                limits -> limits.isShared() ? 1 : 0)
                        .register(registry));
        store.ifAvailable(users -> bind(new WaitingMails(users.outbox(), clock), registry));
    }

    private static void bind(BcryptPasswordHasher hasher, MeterRegistry registry) {
        gauge("moonlight.hashing.lanes", "Passwords that can be hashed at once", hasher, BcryptPasswordHasher::lanes)
                .register(registry);
        gauge("moonlight.hashing.busy", "Passwords that are being hashed", hasher, BcryptPasswordHasher::busy)
                .register(registry);
        gauge("moonlight.hashing.queued", "Passwords that wait for a lane", hasher, BcryptPasswordHasher::queued)
                .register(registry);
        counter(
                        "moonlight.hashing.rejected",
                        "Passwords refused because the queue was full",
                        hasher,
                        BcryptPasswordHasher::rejected)
                .register(registry);
    }

    private static void bind(WaitingMails mails, MeterRegistry registry) {
        gauge("moonlight.outbox.mails", "Mails in the outbox", mails, all -> all.read(MailBacklog::waiting))
                .register(registry);
        gauge(
                        "moonlight.outbox.oldest.seconds",
                        "Age of the oldest mail in the outbox",
                        mails,
                        all -> all.read(backlog -> backlog.oldest().toSeconds()))
                .register(registry);
    }

    private static <T> Gauge.Builder<T> gauge(String name, String what, T source, ToDoubleFunction<T> figure) {
        return Gauge.builder(name, source, figure).description(what).strongReference(true);
    }

    private static <T> FunctionCounter.Builder<T> counter(
            String name, String what, T source, ToDoubleFunction<T> figure) {
        return FunctionCounter.builder(name, source, figure).description(what);
    }
}
