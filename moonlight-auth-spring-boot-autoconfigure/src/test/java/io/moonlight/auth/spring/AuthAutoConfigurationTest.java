package io.moonlight.auth.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.inmemory.InMemoryAuthEvents;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.postgres.JdbiDatabase;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class AuthAutoConfigurationTest {

    @Test
    void start_withNothing_reportsAllThatIsMissingAtOnce() {
        Parts.application().run(context -> {
            assertThat(problems(context.getStartupFailure()))
                    .hasSize(4)
                    .anyMatch(problem -> problem.startsWith("moonlight.auth.secret is not set"))
                    .anyMatch(problem -> problem.startsWith("moonlight.auth.token.secret is not set"))
                    .anyMatch(problem -> problem.startsWith("there is no mail server for the codes"))
                    .anyMatch(problem -> problem.startsWith("there is no DataSource"));
            FailureAnalysis shown = new AuthStartFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(shown.getDescription().lines().filter(line -> line.startsWith("    - ")))
                    .hasSize(4);
        });
    }

    @Test
    void start_withPropertiesThatAreWrong_reportsEachOfThemWithoutItsValue() {
        Parts.inMemory()
                .withPropertyValues(
                        "moonlight.auth.secret=short",
                        "moonlight.auth.token.secret=short-too",
                        "moonlight.auth.code-lifetime=a-while",
                        "moonlight.auth.bcrypt-cost=3",
                        "moonlight.auth.mail-workers=many",
                        "moonlight.auth.login-by-code=perhaps",
                        "moonlight.auth.limiter=disk",
                        "moonlight.auth.session.idle=-1s",
                        "moonlight.auth.database.prefix=1",
                        "moonlight.auth.cors-origins=everybody",
                        "moonlight.auth.public-origin=nowhere",
                        "moonlight.auth.admin-key=short",
                        "moonlight.auth.base-path=/api/",
                        "moonlight.auth.token.lifetime=2d",
                        "moonlight.auth.ap-name=Notes")
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .satisfiesExactlyInAnyOrder(
                                problem -> assertThat(problem)
                                        .isEqualTo("moonlight.auth.code-lifetime must be a duration such as 10m"),
                                problem -> assertThat(problem)
                                        .isEqualTo("moonlight.auth.mail-workers must be a whole number"),
                                problem -> assertThat(problem)
                                        .isEqualTo("moonlight.auth.login-by-code must be true or false"),
                                problem -> assertThat(problem)
                                        .isEqualTo(
                                                "moonlight.auth.limiter must be auto or redis or postgres or memory"),
                                problem -> assertThat(problem)
                                        .isEqualTo("moonlight.auth.ap-name is unknown: is it misspelt?"),
                                problem ->
                                        assertThat(problem).isEqualTo("moonlight.auth.secret has less than 32 bytes"),
                                problem -> assertThat(problem)
                                        .isEqualTo("moonlight.auth.token.secret has less than 32 bytes"),
                                problem -> assertThat(problem).isEqualTo("moonlight.auth.bcrypt-cost must be 4 to 15"),
                                problem -> assertThat(problem).startsWith("moonlight.auth.session: 0 < idle"),
                                problem -> assertThat(problem).startsWith("moonlight.auth.database: a prefix is"),
                                problem -> assertThat(problem).startsWith("moonlight.auth.cors-origins has an entry"),
                                problem -> assertThat(problem).startsWith("moonlight.auth.public-origin must be"),
                                problem -> assertThat(problem).startsWith("moonlight.auth.admin-key must have"),
                                problem ->
                                        assertThat(problem).isEqualTo("moonlight.auth.base-path must be like /api/v1"),
                                problem -> assertThat(problem)
                                        .isEqualTo("moonlight.auth.token.lifetime must be 1s to 24h")));
    }

    @Test
    void start_withOneSecretForBoth_isRefused() {
        Parts.inMemory()
                .withPropertyValues(Parts.SECRET.replace("auth.secret", "auth.token.secret"))
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .containsExactly(
                                "moonlight.auth.token.secret is the same as moonlight.auth.secret: make another"));
    }

    @Test
    void start_withPlaceholdersThatNothingResolves_isRefused() {
        Parts.inMemory()
                .withPropertyValues(
                        "wanted.name=Notes",
                        "moonlight.auth.app-name=${wanted.name:Other}",
                        "moonlight.auth.token.secret=${A_SECRET_THAT_THE_ENVIRONMENT_HAS_NOT}",
                        "moonlight.auth.token.issuer=${MISSING}",
                        "moonlight.auth.cors-origins=https://app.example.org,https://${MISSING}",
                        "moonlight.auth.token.verification-secrets[0]=${ANOTHER_SECRET_THAT_THE_ENVIRONMENT_HAS_NOT}")
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .contains(
                                "moonlight.auth.token.secret has a placeholder that is not resolved",
                                "moonlight.auth.token.issuer has a placeholder that is not resolved",
                                "moonlight.auth.cors-origins has a placeholder that is not resolved",
                                "moonlight.auth.token.verification-secrets has a placeholder that is not resolved")
                        .noneMatch(problem -> problem.contains("app-name")));
    }

    @Test
    void start_withASecretOfAnExample_warnsWithoutItsValue() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(StartCheck.class);
        logger.addAppender(log);
        logger.setLevel(Level.WARN);
        log.start();
        Parts.inMemory()
                .withPropertyValues("moonlight.auth.secret=Replace-Me-by-what-openssl-rand-has-made")
                .run(context -> assertThat(context).hasNotFailed());
        logger.setLevel(null);
        logger.detachAppender(log);
        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith("moonlight.auth.secret looks like")
                .doesNotContain("openssl");
    }

    @Test
    void start_withKeysOfTheApplication_needsNoOthers() {
        JwtKeys keys = JwtKeys.of(JwtKey.hs256("a secret of the application, of thirty-two bytes".getBytes(UTF_8)));
        Parts.application()
                .withUserConfiguration(Parts.InMemory.class)
                .withBean(JwtKeys.class, () -> keys)
                .withPropertyValues(Parts.SECRET)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JwtTokenSigner.class));
        Parts.application()
                .withUserConfiguration(Parts.InMemory.class)
                .withBean(JwtKeys.class, () -> keys)
                .withPropertyValues(Parts.SECRET, "moonlight.auth.token.issuer= ")
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .singleElement()
                        .asString()
                        .startsWith("moonlight.auth.token: "));
    }

    @Test
    void start_onAnotherDatabaseThanPostgres_isRefused() {
        Parts.application()
                .withPropertyValues(Parts.SECRET, Parts.TOKEN_SECRET)
                .withBean(DataSource.class, AuthAutoConfigurationTest::otherDatabase)
                .withBean(JavaMailSender.class, JavaMailSenderImpl::new)
                .withPropertyValues("moonlight.auth.mail.from=codes@example.org")
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .containsExactly("the DataSource is H2, and users are kept in PostgreSQL"));
    }

    @Test
    void start_withAMailSenderAndNoSender_isRefused() {
        Parts.inMemory()
                .withBean(JavaMailSender.class, JavaMailSenderImpl::new)
                .run(context -> assertThat(context).hasNotFailed());
        Parts.application()
                .withPropertyValues(Parts.SECRET, Parts.TOKEN_SECRET)
                .withBean(io.moonlight.auth.inmemory.InMemoryStore.class)
                .withBean(JavaMailSender.class, JavaMailSenderImpl::new)
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .containsExactly("moonlight.auth.mail.from is not set: the address that mails come from"));
    }

    @Test
    void start_ofAReactiveApplication_isRefused() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AuthAutoConfiguration.class))
                .withUserConfiguration(Parts.InMemory.class)
                .withPropertyValues(Parts.SECRET, Parts.TOKEN_SECRET, Parts.FAST)
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .singleElement()
                        .asString()
                        .startsWith("a reactive application is not supported"));
    }

    @Test
    void backgroundWork_livesAsLongAsTheContextRuns_andStartsAgain() {
        Parts.inMemory().run(context -> {
            BackgroundWorkLifecycle work = context.getBean(BackgroundWorkLifecycle.class);
            assertThat(work.isRunning()).isTrue();
            context.getSourceApplicationContext().stop();
            assertThat(work.isRunning()).isFalse();
            context.getSourceApplicationContext().start();
            assertThat(work.isRunning()).isTrue();
            context.close();
            assertThat(work.isRunning()).isFalse();
        });
    }

    @Test
    void parts_thatTheApplicationHas_replaceOurs() {
        Parts.application()
                .withUserConfiguration(Parts.InMemory.class, OwnParts.class)
                .withPropertyValues(Parts.SECRET)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context).hasSingleBean(RateLimiter.class).hasSingleBean(PasswordHasher.class);
                    assertThat(context).hasSingleBean(TokenSigner.class).hasSingleBean(AuditTrail.class);
                    assertThat(context).hasSingleBean(InstantSource.class).hasSingleBean(LoggingAuthEvents.class);
                    assertThat(context)
                            .doesNotHaveBean(JwtKeys.class)
                            .doesNotHaveBean(BcryptPasswordHasher.class)
                            .doesNotHaveBean(JwtTokenSigner.class)
                            .doesNotHaveBean(JdbiDatabase.class);
                    Auth auth = context.getBean(Auth.class);
                    assertThat(auth.administration().hasAuditTrail()).isTrue();
                    auth.checkEmail()
                            .handle(new io.moonlight.auth.application.CheckEmail.Command(
                                    new EmailAddress("a@example.org"),
                                    io.moonlight.auth.domain.model.ClientInfo.LOCAL));
                    assertThat(context.getBean(OwnParts.class).customized).containsExactly("called");
                });
    }

    /** Everything else that can be replaced. */
    static class OwnParts {

        private final List<String> customized = new ArrayList<>();

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        PasswordHasher hasher() {
            return new InMemoryPasswordHasher(new SecureRandom());
        }

        @Bean
        TokenSigner signer(Clock clock) {
            return new InMemoryTokenSigner(new SecureRandom(), clock);
        }

        @Bean
        RateLimiter limiter(Clock clock) {
            return new InMemoryRateLimiter(clock);
        }

        @Bean
        InMemoryAuthEvents trail() {
            return new InMemoryAuthEvents();
        }

        @Bean
        AdmissionPolicy admission() {
            return AdmissionPolicy.nobody();
        }

        @Bean
        AuthCustomizer customizer() {
            return builder -> customized.add("called");
        }
    }

    @Test
    void start_withoutTheOptionalLibraries_works() {
        Parts.inMemory()
                .withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class, JavaMailSender.class))
                .run(context -> assertThat(context).hasSingleBean(Auth.class));
    }

    @Test
    void limits_withRedis_areCountedThereWithAFallback() {
        Parts.inMemory()
                .withBean(DataRedisConnectionDetails.class, () -> RedisLimitsTest.standalone("127.0.0.1", 1))
                .run(context -> assertThat(context.getBean(RateLimiter.class)).isInstanceOf(FallbackRateLimiter.class));
    }

    @Test
    void limits_withRedisThatCannotBeUsed_failTheStartUnlessAnotherPlaceIsWanted() {
        DataRedisConnectionDetails sentinel = new DataRedisConnectionDetails() {};
        Parts.inMemory()
                .withBean(DataRedisConnectionDetails.class, () -> sentinel)
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .singleElement()
                        .asString()
                        .startsWith("limits cannot be counted on Redis Sentinel"));
        Parts.inMemory()
                .withBean(DataRedisConnectionDetails.class, () -> sentinel)
                .withPropertyValues("moonlight.auth.limiter=memory")
                .run(context -> assertThat(context.getBean(RateLimiter.class)).isInstanceOf(InMemoryRateLimiter.class));
        Parts.inMemory()
                .withPropertyValues("moonlight.auth.limiter=redis")
                .run(context -> assertThat(problems(context.getStartupFailure()))
                        .singleElement()
                        .asString()
                        .contains("there is no Redis"));
    }

    static List<String> problems(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof AuthStartException problems) {
                return problems.problems();
            }
        }
        throw new AssertionError("not refused", failure);
    }

    private static DataSource otherDatabase() {
        DatabaseMetaData about = fake(DatabaseMetaData.class, "H2");
        Connection connection = fake(Connection.class, about);
        return fake(DataSource.class, connection);
    }

    /** Every method that can return this does; others return false or nothing. */
    private static <T> T fake(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getReturnType().isInstance(answer) && method.getReturnType() != Object.class) {
                return answer;
            }
            return method.getReturnType() == boolean.class ? false : null;
        }));
    }
}
