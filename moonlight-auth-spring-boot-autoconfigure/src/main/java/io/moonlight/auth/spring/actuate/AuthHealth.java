package io.moonlight.auth.spring.actuate;

import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.RateLimiter;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the store answers. The details say how many mails wait and where limits are counted: during an outage of a shared
 * limiter each server counts alone, which is no reason to stop it. Safe for any number of threads.
 */
final class AuthHealth implements HealthIndicator {

    private final AuthStore store;
    private final RateLimiter limiter;
    private final InstantSource clock;

    AuthHealth(AuthStore store, RateLimiter limiter, InstantSource clock) {
        this.store = store;
        this.limiter = limiter;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            MailBacklog mails = store.outbox().backlog(clock.instant());
            Health.Builder up = Health.up()
                    .withDetail("mailsWaiting", mails.waiting())
                    .withDetail("oldestMailSeconds", mails.oldest().toSeconds());
            if (limiter instanceof FallbackRateLimiter shared) {
                shared.probe();
                up.withDetail("limits", shared.isShared() ? "shared" : "counted by this server alone");
            }
            return up.build();
        } catch (AuthUnavailableException e) {
            return Health.down()
                    .withDetail("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
