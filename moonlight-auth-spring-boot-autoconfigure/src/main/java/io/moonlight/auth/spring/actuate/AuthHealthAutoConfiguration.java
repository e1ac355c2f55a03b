package io.moonlight.auth.spring.actuate;

import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.spring.AuthAutoConfiguration;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * The health of the login as {@code moonlightAuth}.
 *
 * <p><b>Threading.</b> Called by the thread that creates the beans.
 */
@AutoConfiguration(after = AuthAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnEnabledHealthIndicator("moonlightauth")
public class AuthHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "moonlightAuthHealthIndicator")
    HealthIndicator moonlightAuthHealthIndicator(AuthStore store, RateLimiter limiter, InstantSource clock) {
        return new AuthHealth(store, limiter, clock);
    }
}
