package io.moonlight.auth.bootstrap.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

/** What one event looks like, for people and for collectors. */
class LogLinesTest {

    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

    private final LoggerContext context = new LoggerContext();
    private final Encoder<ILoggingEvent> text = TextLines.encoder(context, false);
    private final Encoder<ILoggingEvent> coloured = TextLines.encoder(context, true);
    private final Encoder<ILoggingEvent> json = JsonLines.encoder(context);

    private LoggingEvent event(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(context);
        event.setLoggerName("io.moonlight.auth.Test");
        event.setThreadName("main");
        event.setLevel(Level.WARN);
        event.setMessage(message);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        event.setMDCPropertyMap(Map.of("request_id", "req-1"));
        return event;
    }

    private static String line(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        return new String(encoder.encode(event), UTF_8);
    }

    private JsonNode object(ILoggingEvent event) throws Exception {
        String line = line(json, event);
        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContain("\n");
        return new ObjectMapper().readTree(line);
    }

    @Test
    void json_ofAnEvent_isOneFlatObject() throws Exception {
        LoggingEvent event = event("hello");
        event.addKeyValuePair(new KeyValuePair("status", 200));
        event.addKeyValuePair(new KeyValuePair("duration_ms", 1.5));
        event.addKeyValuePair(new KeyValuePair("route", "/api/v1/auth/login"));
        event.addKeyValuePair(new KeyValuePair("at", Instant.EPOCH));

        assertThat(object(event)).isEqualTo(new ObjectMapper().readTree("""
                        {"time":"2026-01-02T03:04:05.678Z","message":"hello","logger":"io.moonlight.auth.Test",
                         "thread":"main","level":"WARN","request_id":"req-1","status":200,"duration_ms":1.5,
                         "route":"/api/v1/auth/login","at":"1970-01-01T00:00:00Z"}"""));
    }

    @Test
    void text_ofAnEvent_hasTheSameInOneLine() {
        LoggingEvent event = event("hello");
        event.addKeyValuePair(new KeyValuePair("status", 200));

        assertThat(line(text, event))
                .isEqualTo("2026-01-02T03:04:05.678Z WARN  i.m.auth.Test [req-1] hello status=200\n");
    }

    @Test
    void text_onATerminal_isColoured() {
        assertThat(line(coloured, event("hello")))
                .contains("\u001b[")
                .contains("WARN")
                .contains("hello");
    }

    @Test
    void anyLine_ofAMessageThatWouldForgeOne_staysOne() throws Exception {
        String forged = "x\r\n2026-01-02T03:04:05.678Z ERROR boss [-] all is lost\u2028\u0085\u001b[2J\u009b2J\u202e";
        LoggingEvent event = event(forged);
        event.addKeyValuePair(new KeyValuePair("agent", "a\nb"));
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException(forged)));

        String line = line(text, event);
        assertThat(line.lines().filter(l -> l.startsWith("2026-"))).hasSize(1);
        assertThat(line).doesNotContain("\u001b", "\u2028", "\u0085", "\r", "\u009b", "\u202e");
        assertThat(object(event).path("message").asText()).isEqualTo(forged);
    }

    @ParameterizedTest
    @CsvSource({
        "user someone@example.org is unknown, user s***@example.org is unknown",
        "550 <someone.else+tag@mail.example.org>: no such user, 550 <s***@mail.example.org>: no such user",
        "already masked s***@example.org, already masked s***@example.org",
        "月光@例子.中国 wrote, 月***@例子.中国 wrote",
        "postgresql://me:secret@db.example.org/app, postgresql://***@db.example.org/app",
        "token " + TOKEN + " refused, token *** refused",
        "hash $2a$12$abcdefghijklmnopqrstuv1234567890123456789012345678901, hash ***",
        "@ home at 5@ $2 eyJ, @ home at 5@ $2 eyJ",
    })
    void anyLine_withSomethingPersonalOrSecret_isMasked(String message, String masked) throws Exception {
        LoggingEvent event = event(message);
        event.addKeyValuePair(new KeyValuePair("detail", message));
        event.setThrowableProxy(
                new ThrowableProxy(new IllegalStateException("outer", new IllegalArgumentException(message))));

        assertThat(line(text, event))
                .contains("[req-1] " + masked + " detail=" + masked + "\n")
                .contains("Caused by: java.lang.IllegalArgumentException: " + masked + "\n");
        JsonNode object = object(event);
        assertThat(object.path("message").asText()).isEqualTo(masked);
        assertThat(object.path("detail").asText()).isEqualTo(masked);
        assertThat(object.path("stack_trace").asText())
                .contains("java.lang.IllegalStateException: outer\n\tat ", "IllegalArgumentException: " + masked);
    }
}
