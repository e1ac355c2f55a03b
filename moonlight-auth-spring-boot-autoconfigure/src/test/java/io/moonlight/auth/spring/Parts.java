package io.moonlight.auth.spring;

import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryStore;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;

/** What several tests need of an application. */
final class Parts {

    static final String SECRET = "moonlight.auth.secret=the first secret, of thirty-two bytes or more";
    static final String TOKEN_SECRET = "moonlight.auth.token.secret=another secret, of thirty-two bytes or more";
    static final String FAST = "moonlight.auth.bcrypt-cost=4";

    private Parts() {}

    /** In place of PostgreSQL and a mail server. */
    static class InMemory {

        @Bean
        AuthStore store() {
            return new InMemoryStore();
        }

        @Bean
        Mailer mailer() {
            return new InMemoryMailer();
        }
    }

    static ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AuthAutoConfiguration.class))
                .withPropertyValues(FAST);
    }

    /** With secrets, and in memory: it starts. */
    static ApplicationContextRunner inMemory() {
        return application().withUserConfiguration(InMemory.class).withPropertyValues(SECRET, TOKEN_SECRET);
    }
}
