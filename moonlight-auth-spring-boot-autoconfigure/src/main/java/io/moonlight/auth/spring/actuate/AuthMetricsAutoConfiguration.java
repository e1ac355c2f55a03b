package io.moonlight.auth.spring.actuate;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.postgres.JdbiAuthEvents;
import io.moonlight.auth.spring.AuthAutoConfiguration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The metrics of the login, for every registry of the application.
 *
 * <p><b>Threading.</b> Called by the thread that creates the beans.
 */
@AutoConfiguration(after = AuthAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
public class AuthMetricsAutoConfiguration {

    @Bean
    AuthMeters.Events moonlightAuthEventCounts() {
        return new AuthMeters.Events();
    }

    @Bean
    @ConditionalOnMissingBean
    AuthMeters moonlightAuthMeters(
            AuthMeters.Events events,
            ObjectProvider<AuthStore> store,
            ObjectProvider<PasswordHasher> passwords,
            ObjectProvider<JdbiAuthEvents> trail,
            ObjectProvider<RateLimiter> limiter,
            InstantSource clock) {
        return new AuthMeters(events, store, passwords, trail, limiter, clock);
    }
}
