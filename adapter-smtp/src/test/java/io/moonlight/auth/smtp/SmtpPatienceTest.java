package io.moonlight.auth.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server may do what it likes: the caller is back in time. */
class SmtpPatienceTest {

    private static final Duration READ = Duration.ofMillis(400);
    private static final Duration TOTAL = Duration.ofMillis(900);

    /** For a busy machine; without a timeout these servers hold a mail forever. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource(SmtpTls.class)
    void send_toAServerThatNeverSpeaks_endsByTheReadTimeout(SmtpTls tls) throws Exception {
        try (ScriptedServer silent = new ScriptedServer(ScriptedServer.Line::fallSilent)) {
            Duration took = timeOfFault(silent, tls);
            assertThat(took).isBetween(READ.minusMillis(50), READ.plus(MARGIN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "MAIL", "RCPT", "DATA", "."})
    void send_toAServerThatFallsSilent_endsByTheReadTimeout(String step) throws Exception {
        try (ScriptedServer silent = new ScriptedServer(line -> {
            line.obeyUntil(step);
            line.fallSilent();
        })) {
            assertThat(timeOfFault(silent, SmtpTls.NONE)).isBetween(READ.minusMillis(50), READ.plus(MARGIN));
        }
    }

    @ParameterizedTest
    @EnumSource(SmtpTls.class)
    void send_toAServerThatDripsForever_endsByTheTotalTimeout(SmtpTls tls) throws Exception {
        try (ScriptedServer dripping = new ScriptedServer(SmtpPatienceTest::drip)) {
            assertThat(timeOfFault(dripping, tls)).isLessThan(TOTAL.plus(MARGIN));
        }
    }

    @Test
    void send_toAServerThatDripsInsideATlsRecord_endsByTheTotalTimeout() throws Exception {
        byte[] beginOfALongHandshakeRecord = {0x16, 0x03, 0x03, 0x3F, 0x7F};
        try (ScriptedServer dripping = new ScriptedServer(line -> {
            line.out().write(beginOfALongHandshakeRecord);
            drip(line);
        })) {
            assertThat(timeOfFault(dripping, SmtpTls.IMPLICIT)).isLessThan(TOTAL.plus(MARGIN));
        }
    }

    @Test
    void check_ofAServerThatDripsForever_endsByTheTotalTimeout() throws Exception {
        try (ScriptedServer dripping = new ScriptedServer(SmtpPatienceTest::drip)) {
            SmtpMailer mailer = SmtpSetup.mailer(
                    SmtpSetup.plain(dripping.port()).totalTimeout(TOTAL).build());
            long start = System.nanoTime();
            assertThatThrownBy(mailer::check).isInstanceOf(AuthUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOTAL.plus(MARGIN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "MAIL", "DATA", "."})
    void send_whileTheConnectionIsCut_isAFault(String step) throws Exception {
        try (ScriptedServer cutting = new ScriptedServer(line -> line.obeyUntil(step))) {
            assertThat(timeOfFault(cutting, SmtpTls.NONE)).isLessThan(TOTAL.plus(MARGIN));
        }
    }

    @Test
    void send_toAServerThatStopsReadingTheMessage_isAFaultInTime() throws Exception {
        try (ScriptedServer deaf = new ScriptedServer(line -> {
            line.obeyUntil("DATA");
            line.say("354 go on");
            line.fallSilent();
        })) {
            assertThat(timeOfFault(deaf, SmtpTls.NONE)).isLessThan(TOTAL.plus(MARGIN));
        }
    }

    @Test
    void send_onceTheMailIsTaken_succeedsHoweverTheGoodbyeGoes() throws Exception {
        try (ScriptedServer rude = new ScriptedServer(line -> {
            line.obeyUntil("DATA");
            line.say("354 go on");
            line.hearMessage();
            line.say("250 taken");
            line.fallSilent();
        })) {
            long start = System.nanoTime();
            SmtpSetup.mailer(SmtpSetup.plain(rude.port()).build()).send(SmtpSetup.code());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(rude.heard()).contains("MAIL FROM:<noreply@moonlight.example>");
        }
    }

    private static void drip(ScriptedServer.Line line) throws IOException, InterruptedException {
        while (true) {
            line.out().write('2');
            line.out().flush();
            Thread.sleep(50);
        }
    }

    private static Duration timeOfFault(ScriptedServer server, SmtpTls tls) {
        SmtpMailer mailer = SmtpSetup.mailer(SmtpSetup.options("127.0.0.1", server.port(), tls)
                .readTimeout(READ)
                .totalTimeout(TOTAL)
                .build());
        long start = System.nanoTime();
        assertThatThrownBy(() -> mailer.send(SmtpSetup.code()))
                .isInstanceOfSatisfying(
                        AuthUnavailableException.class,
                        fault -> assertThat(fault.getCause())
                                .isNotInstanceOf(SocketTimeoutException.class)
                                .isInstanceOf(SmtpFault.class));
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
