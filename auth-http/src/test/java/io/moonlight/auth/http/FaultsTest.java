package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a client is told, and what the log says, when this side fails. */
class FaultsTest {

    private static final String BODY = "{\"email\":\"ada@example.org\"}";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // the MDC is the request's, and the test runs on another thread
            super.append(event);
        }
    };
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final Optional<Appender<ILoggingEvent>> console = Optional.ofNullable(root.getAppender("console"));

    @BeforeEach
    void listen() {
        log.start();
        console.ifPresent(root::detachAppender);
        root.addAppender(log);
    }

    @AfterEach
    void unlisten() {
        root.detachAppender(log);
        console.ifPresent(root::addAppender);
    }

    @Test
    void anything_unexpected_is500AndLoggedOnceUnderItsName() {
        try (Api api = Api.standalone(failing(() -> new IllegalStateException("secret detail")))) {
            Api.Answer answer = api.post("/check-email", BODY, "X-Request-ID", "the-name");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).isEqualTo("{\"code\":500,\"message\":\"服务器内部错误\",\"error\":\"INTERNAL_ERROR\"}");
            assertLoggedOnce(Level.ERROR, "the-name");
        }
    }

    @Test
    void anError_ofTheVirtualMachine_is500() {
        try (Api api = Api.served(HttpApi.builder(failing(() -> {
                    throw new StackOverflowError();
                }))
                .build())) {
            assertThat(api.post("/check-email", BODY, "X-Request-ID", "deep").error())
                    .isEqualTo("INTERNAL_ERROR");
            assertLoggedOnce(Level.ERROR, "deep");
        }
    }

    @Test
    void aPart_thatIsAway_is503WithTheWait() {
        AuthUnavailableException away = new AuthUnavailableException(
                "database", "no connection (SQLSTATE 08001)", new IllegalStateException("ada@example.org"));
        try (Api api = Api.standalone(failing(() -> away))) {
            Api.Answer answer = api.post("/check-email", BODY, "X-Request-ID", "away");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text())
                    .isEqualTo(
                            "{\"code\":503,\"message\":\"服务暂不可用\",\"error\":\"SERVICE_UNAVAILABLE\",\"retry_after\":1}");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertLoggedOnce(Level.WARN, "away");
            assertThat(log.list)
                    .anyMatch(event -> event.getFormattedMessage().contains("no connection (SQLSTATE 08001)"));
            assertThat(log.list)
                    .noneMatch(event -> event.toString().contains("ada@example.org")
                            || String.valueOf(event.getKeyValuePairs()).contains("ada@example.org"));
        }
    }

    @Test
    void aRefusal_isNotLogged() {
        try (Api api = Api.standalone(new Backend().auth)) {
            api.post("/refresh", "{\"refresh_token\":\"x\"}");
            api.post("/refresh", "{");
            api.get("/nowhere");
            assertThat(log.list).isEmpty();
        }
    }

    private void assertLoggedOnce(Level level, String requestId) {
        assertThat(log.list)
                .filteredOn(event -> event.getLoggerName().startsWith("io.moonlight"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(level);
                    assertThat(event.getMDCPropertyMap()).containsEntry("request_id", requestId);
                });
    }

    private static Auth failing(Supplier<RuntimeException> failure) {
        return new Backend()
                .builder()
                .limiter(new RateLimiter() {
                    @Override
                    public Optional<Duration> acquire(List<Budget> budgets) {
                        throw failure.get();
                    }

                    @Override
                    public void release(List<Budget> budgets) {}

                    @Override
                    public void clear(List<Budget> budgets) {}
                })
                .build();
    }
}
