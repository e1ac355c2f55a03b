package io.moonlight.auth.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.AuthBuilder;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.ClaimsSource;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.postgres.JdbiAuthEvents;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.JdbiDatabase;
import io.moonlight.auth.smtp.MailTemplates;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * {@link Auth} on the application's data source, mail sender and Redis. A bean of the application replaces any part.
 *
 * <p><b>Threading.</b> Called by the thread that creates the beans.
 */
@AutoConfiguration(
        after = DataSourceAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
        })
@Import(DatabaseInitializationDependencyConfigurer.class)
public class AuthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AuthProperties moonlightAuthProperties(Environment environment, ListableBeanFactory beans) {
        return new StartCheck(environment, beans).properties();
    }

    @Bean
    @ConditionalOnMissingBean(InstantSource.class)
    Clock moonlightAuthClock() {
        return Clock.systemUTC();
    }

    /** Users and all else in the application's PostgreSQL. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(AuthStore.class)
    static class Postgres {

        /** Migrated after the application's own tables: Flyway starts a history in an empty schema alone, and ours anywhere. */
        @Bean
        @ConditionalOnMissingBean
        @DependsOnDatabaseInitialization
        JdbiDatabase moonlightAuthDatabase(DataSource dataSource, AuthProperties properties) {
            return MigratedDatabase.of(dataSource, properties.database().tables(), new SecureRandom());
        }

        @Bean
        JdbiAuthStore moonlightAuthStore(JdbiDatabase database) {
            return new JdbiAuthStore(database);
        }

        @Bean
        @ConditionalOnMissingBean(AuditTrail.class)
        JdbiAuthEvents moonlightAuthTrail(JdbiDatabase database) {
            return JdbiAuthEvents.start(database);
        }
    }

    /** Limits in Redis, with the application's connection details. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataRedisConnectionDetails.class)
    @ConditionalOnBean(DataRedisConnectionDetails.class)
    @ConditionalOnMissingBean(RateLimiter.class)
    static class Redis {

        @Bean
        @Lazy
        RedisLimits moonlightAuthRedis(DataRedisConnectionDetails redis, InstantSource clock) {
            return new RedisLimits(redis, clock);
        }
    }

    /** Mails by the application's mail sender. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JavaMailSender.class)
    @ConditionalOnBean(JavaMailSender.class)
    @ConditionalOnMissingBean(Mailer.class)
    static class Mails {

        @Bean
        SpringMailer moonlightAuthMailer(JavaMailSender sender, AuthProperties properties, InstantSource clock) {
            return new SpringMailer(
                    sender,
                    properties.sender(),
                    new MailTemplates(properties.appName(), properties.mail().accent()),
                    clock,
                    new SecureRandom());
        }
    }

    /** Tokens signed with the keys of the properties. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(TokenSigner.class)
    static class Tokens {

        @Bean
        @ConditionalOnMissingBean
        JwtKeys moonlightAuthKeys(AuthProperties properties) {
            return properties.token().keys();
        }

        @Bean
        JwtTokenSigner moonlightAuthTokens(JwtKeys keys, AuthProperties properties, InstantSource clock) {
            AuthProperties.Token token = properties.token();
            return new JwtTokenSigner(keys, new JwtOptions(token.issuer(), token.audience()), clock);
        }
    }

    /** The calls and the guards are made of servlets: a reactive application would have neither. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {

        Reactive() {
            throw new AuthStartException(
                    List.of("a reactive application is not supported: use spring-boot-starter-webmvc, or"
                            + " set spring.main.web-application-type to none if there is nothing to guard"));
        }
    }

    @Bean
    @ConditionalOnMissingBean(PasswordHasher.class)
    BcryptPasswordHasher moonlightAuthPasswords(AuthProperties properties) {
        return new BcryptPasswordHasher(properties.bcryptCost());
    }

    @Bean
    @ConditionalOnMissingBean
    RateLimiter moonlightAuthLimiter(
            AuthProperties properties,
            ObjectProvider<RedisLimits> redis,
            ObjectProvider<JdbiDatabase> database,
            InstantSource clock) {
        return Limiters.of(properties.limiter(), redis, database, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    LoggingAuthEvents moonlightAuthLog() {
        return new LoggingAuthEvents();
    }

    @Bean
    @ConditionalOnMissingBean
    Auth moonlightAuth(
            AuthProperties properties,
            AuthStore store,
            Mailer mailer,
            PasswordHasher passwords,
            TokenSigner tokens,
            RateLimiter limiter,
            InstantSource clock,
            ObjectProvider<AuthEvents> events,
            ObjectProvider<AuditTrail> trail,
            ObjectProvider<ClaimsSource> claims,
            ObjectProvider<AdmissionPolicy> admission,
            ObjectProvider<AuthCustomizer> customizers) {
        AuthBuilder auth = Auth.builder()
                .store(store)
                .mailer(mailer)
                .passwords(passwords)
                .tokens(tokens)
                .limiter(limiter)
                .clock(clock)
                .secret(properties.secret().getBytes(UTF_8))
                .disclosure(properties.disclosure())
                .loginByCode(properties.loginByCode())
                .codeLifetime(properties.codeLifetime())
                .accessTokenLifetime(properties.token().lifetime())
                .sessionPolicy(properties.session().policy())
                .auditRetention(properties.auditRetention());
        events.orderedStream().forEach(auth::events);
        trail.ifAvailable(auth::auditTrail);
        claims.ifAvailable(auth::claims);
        admission.ifAvailable(auth::admission);
        customizers.orderedStream().forEach(customizer -> customizer.customize(auth));
        return auth.build();
    }

    @Bean
    @ConditionalOnMissingBean
    BackgroundWorkLifecycle moonlightAuthBackgroundWork(Auth auth, AuthProperties properties) {
        return new BackgroundWorkLifecycle(auth, properties.mailWorkers());
    }
}
