package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.UserId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingAuthEventsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(LoggingAuthEvents.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void unlisten() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void record_ofEachType_warnsOfWhatAnOperatorShouldLookAtAndTellsFailuresAtInfo() {
        EnumSet<AuthEvent.Type> alarming = EnumSet.of(
                AuthEvent.Type.REFRESH_TOKEN_REUSED,
                AuthEvent.Type.HASHES_EXPORTED,
                AuthEvent.Type.MAIL_EXPIRED,
                AuthEvent.Type.MAIL_REFUSED);

        for (AuthEvent.Type type : AuthEvent.Type.values()) {
            new LoggingAuthEvents().record(AuthEvent.of(type, Instant.EPOCH));

            boolean failed = type.wire().endsWith("_fail") || type == AuthEvent.Type.RATE_LIMITED;
            assertThat(log.list.get(log.list.size() - 1).getLevel())
                    .as(type.wire())
                    .isEqualTo(alarming.contains(type) ? Level.WARN : failed ? Level.INFO : Level.DEBUG);
        }
    }

    @Test
    void record_ofAUser_saysTheNumberAndNothingPersonal() {
        new LoggingAuthEvents()
                .record(new AuthEvent(
                        AuthEvent.Type.LOGIN_FAILED,
                        Instant.EPOCH,
                        Optional.of(new UserId(42)),
                        Optional.empty(),
                        "a***@example.org",
                        "bad_credentials",
                        ClientInfo.LOCAL));
        new LoggingAuthEvents().record(AuthEvent.of(AuthEvent.Type.MAIL_EXPIRED, Instant.EPOCH));

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("authn_login_fail: bad_credentials, user 42", "mail_expired: -, user -");
        assertThat(log.list.get(0).getKeyValuePairs())
                .extracting(pair -> pair.key, pair -> pair.value)
                .containsExactly(
                        tuple("event", "authn_login_fail"), tuple("detail", "bad_credentials"), tuple("user_id", "42"));
        assertThat(log.list.get(1).getKeyValuePairs())
                .extracting(pair -> pair.key, pair -> pair.value)
                .contains(tuple("user_id", "-"));
    }
}
