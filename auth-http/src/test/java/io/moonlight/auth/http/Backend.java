package io.moonlight.auth.http;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.AuthBuilder;
import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.inmemory.InMemoryAuthEvents;
import io.moonlight.auth.inmemory.InMemoryMailOutbox;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.inmemory.InMemoryUserRepository;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A whole backend in memory, under a movable clock, with address limits that tests do not reach by accident. */
public final class Backend {

    public static final LimitPolicy WIDE =
            new LimitPolicy(100_000, Duration.ofSeconds(60), 10, 10_000, 20, 10_000, 10, 100, 10_000);

    public final MutableClock clock = MutableClock.start();
    public final InMemoryStore store = new InMemoryStore();
    public final InMemoryUserRepository users = new InMemoryUserRepository(store);
    public final InMemoryMailOutbox outbox = new InMemoryMailOutbox(store);
    public final InMemoryMailer mailer = new InMemoryMailer();
    public final InMemoryAuthEvents events = new InMemoryAuthEvents();
    public final Auth auth = builder().build();

    public AuthBuilder builder() {
        return Auth.builder()
                .store(store)
                .mailer(mailer)
                .passwords(new InMemoryPasswordHasher(Samples.random()))
                .tokens(new InMemoryTokenSigner(Samples.random(), clock))
                .limiter(new InMemoryRateLimiter(clock))
                .events(events)
                .auditTrail(events)
                .loginByCode(true)
                .limits(WIDE)
                .secret("a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8))
                .random(Samples.random())
                .clock(clock);
    }

    /** Lets all mails go out. */
    public void deliver() {
        while (auth.mailDispatcher().dispatchOne()) {
            // until nothing is ready
        }
    }

    /** The code that was mailed last. */
    public String mailedCode(String email) {
        deliver();
        Mail last = mailer.lastTo(new EmailAddress(email)).orElseThrow();
        return ((Mail.Code) last).code().digits();
    }
}
