package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What a developer has in place of a database server and a mail server. */
@Configuration(proxyBeanMethods = false)
@Profile("dev")
class DevConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DevConfiguration.class);

    /** A real PostgreSQL, empty at each start; {@code EmbeddedPostgres.start(folder)} would keep its data. */
    @Bean
    EmbeddedPostgres postgres() {
        return EmbeddedPostgres.temporary();
    }

    /** Tells Spring's own data source where that is. */
    @Bean
    JdbcConnectionDetails connectionDetails(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return postgres.jdbcUrl();
            }

            @Override
            public String getUsername() {
                return postgres.user();
            }

            @Override
            public String getPassword() {
                return postgres.password();
            }
        };
    }

    /** Writes the codes to the log. */
    @Bean
    Mailer mailer() {
        return mail -> LOG.info("Mail to {}: {}", mail.to().value(), words(mail));
    }

    private static String words(Mail mail) {
        return mail instanceof Mail.Code code
                ? code.code().digits()
                : mail.getClass().getSimpleName();
    }
}
