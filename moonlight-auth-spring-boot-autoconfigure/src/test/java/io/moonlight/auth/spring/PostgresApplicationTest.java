package io.moonlight.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.postgres.TestPostgres;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** On the application's own PostgreSQL, found by connection details as {@code @ServiceConnection} makes them. */
class PostgresApplicationTest {

    /** Keeps what it is given. */
    private static final class KeepingSender extends JavaMailSenderImpl {

        private final BlockingQueue<MimeMessage> sent = new LinkedBlockingQueue<>();

        @Override
        public void send(MimeMessage message) {
            sent.add(message);
        }
    }

    private final KeepingSender sender = new KeepingSender();

    private ApplicationContextRunner application(TestPostgres.Access database) {
        return Parts.application()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        FlywayAutoConfiguration.class))
                .withBean(JdbcConnectionDetails.class, () -> details(database))
                .withBean(JavaMailSender.class, () -> sender)
                .withPropertyValues(
                        Parts.SECRET,
                        Parts.TOKEN_SECRET,
                        "moonlight.auth.mail.from=codes@example.org",
                        "spring.application.name=Notes",
                        "spring.datasource.hikari.maximum-pool-size=4");
    }

    private static JdbcConnectionDetails details(TestPostgres.Access database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return database.url();
            }

            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public String getPassword() {
                return database.password();
            }
        };
    }

    @Test
    void tables_inAnEmptyDatabase_areMigratedAfterTheApplicationsOwn() {
        application(TestPostgres.emptyDatabase()).run(context -> {
            assertThat(context).hasNotFailed();
            JdbcClient database = context.getBean(JdbcClient.class);
            assertThat(scripts(database, "flyway_schema_history")).containsExactly("V1__notes.sql");
            assertThat(scripts(database, "moonlight_auth_schema_history"))
                    .anyMatch(script -> script.endsWith("V1__create_tables.sql"));
            assertThat(context.getBean(RateLimiter.class)).isInstanceOf(FallbackRateLimiter.class);
        });
    }

    private static java.util.List<String> scripts(JdbcClient database, String history) {
        return database.sql("SELECT script FROM " + history + " WHERE type = 'SQL'")
                .query(String.class)
                .list();
    }

    @Test
    void code_forANewUser_goesOutByTheApplicationsMailSender() {
        application(TestPostgres.migratedDatabase())
                .withPropertyValues("spring.flyway.enabled=false")
                .run(context -> {
                    context.getBean(Auth.class)
                            .sendCode()
                            .handle(new SendCode.Command(
                                    new EmailAddress("ada@example.org"),
                                    CodePurpose.REGISTER,
                                    Language.ENGLISH,
                                    ClientInfo.LOCAL));
                    MimeMessage mail = sender.sent.poll(30, TimeUnit.SECONDS);
                    assertThat(mail).isNotNull();
                    assertThat(mail.getAllRecipients())
                            .extracting(Object::toString)
                            .containsExactly("ada@example.org");
                    assertThat(from(mail)).isEqualTo("Notes <codes@example.org>");
                });
    }

    private static String from(MimeMessage mail) throws MessagingException {
        return mail.getFrom()[0].toString();
    }

    @Test
    void tables_inASchemaOfTheirOwn_areMadeWithIt() {
        application(TestPostgres.emptyDatabase())
                .withPropertyValues("moonlight.auth.database.schema=auth", "moonlight.auth.database.prefix=ml_")
                .run(context -> assertThat(context.getBean(JdbcClient.class)
                                .sql("SELECT count(*) FROM auth.ml_users")
                                .query(Long.class)
                                .single())
                        .isZero());
    }

    @Test
    void pool_thatIsTooSmallForTheMigrations_failsTheStart() {
        application(TestPostgres.emptyDatabase())
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=2")
                .run(context -> assertThat(AuthAutoConfigurationTest.problems(context.getStartupFailure()))
                        .singleElement()
                        .asString()
                        .startsWith("spring.datasource.hikari.maximum-pool-size is less than 4"));
    }
}
