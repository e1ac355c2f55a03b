package io.moonlight.auth.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.application.background.BackgroundWork;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.PostgresMigrations;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The login, as beans. Spring closes those that can be closed, each before what it was made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthSettings.class)
class AuthConfiguration {

    private static final int MAIL_WORKERS = 2;

    /**
     * On the application's own data source, beside its own tables.
     *
     * @param applicationsTables made first: Flyway begins a history of its own in an empty schema alone, and ours anywhere
     */
    @Bean
    AuthStore authStore(DataSource dataSource, FlywayMigrationInitializer applicationsTables) {
        PostgresMigrations.migrate(dataSource);
        return new JdbiAuthStore(dataSource, new SecureRandom());
    }

    @Bean
    BcryptPasswordHasher passwords(AuthSettings settings) {
        return new BcryptPasswordHasher(settings.bcryptCost());
    }

    @Bean
    TokenSigner tokens(AuthSettings settings) {
        JwtKey key = JwtKey.hs256(settings.jwtSecret().getBytes(UTF_8));
        return new JwtTokenSigner(JwtKeys.of(key), new JwtOptions("notes", "notes"), Clock.systemUTC());
    }

    /** Limits are counted in this process: several of them would share a {@code JedisRateLimiter}. */
    @Bean
    Auth auth(
            AuthStore store, BcryptPasswordHasher passwords, TokenSigner tokens, Mailer mailer, AuthSettings settings) {
        return Auth.builder()
                .store(store)
                .passwords(passwords)
                .tokens(tokens)
                .mailer(mailer)
                .limiter(new InMemoryRateLimiter(Clock.systemUTC()))
                .secret(settings.secret().getBytes(UTF_8))
                .events(new LoggingAuthEvents())
                .build();
    }

    /** Runs from now until the context is closed, which waits for a mail that is being sent. */
    @Bean
    BackgroundWork backgroundWork(Auth auth) {
        return auth.startBackgroundWork(MAIL_WORKERS);
    }
}
