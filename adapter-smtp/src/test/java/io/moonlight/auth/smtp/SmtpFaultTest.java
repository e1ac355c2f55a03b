package io.moonlight.auth.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.MailRefusedException;
import io.moonlight.auth.smtp.testkit.Reply;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpFaultTest {

    private final TestSmtpServer server = TestSmtpServer.startPlain();
    private final SmtpMailer mailer =
            SmtpSetup.mailer(SmtpSetup.plain(server.port()).build());

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "556, domain takes no mail",
        "550, 5.1.1 no such user",
        "554, 5.1.2 bad domain",
        "501, 5.1.3 bad address",
        "550, 5.1.10 null MX",
        "550, 5.2.1 mailbox disabled"
    })
    void send_toARecipientRefusedForGood_isRefusedWithoutRepeatingTheAddress(int code, String words) {
        server.answerEveryRecipient(new Reply(code, words + " <reader@example.org>"));
        assertThatThrownBy(() -> mailer.send(SmtpSetup.code()))
                .isInstanceOfSatisfying(
                        MailRefusedException.class,
                        refusal -> assertThat(refusal.isPermanent()).isTrue())
                .hasMessageStartingWith("the recipient was refused: recipient: " + code)
                .satisfies(SmtpFaultTest::saysNothingOfTheMail);
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "550, no such user",
        "550, relaying denied",
        "550, listed at a blocklist",
        "550, Action not taken (sender domain unknown)",
        "550, 5.1.0 address rejected",
        "551, user not local",
        "553, that domain is not in my list of allowed hosts",
        "550, 5.2.0 mailbox status"
    })
    void send_toARecipientRefusedWithoutAClearReason_isAnUncertainRefusal(int code, String words) {
        server.answerEveryRecipient(new Reply(code, words + " <reader@example.org>"));
        assertThatThrownBy(() -> mailer.send(SmtpSetup.code()))
                .isInstanceOfSatisfying(
                        MailRefusedException.class,
                        refusal -> assertThat(refusal.isPermanent()).isFalse())
                .hasMessageStartingWith("the recipient was refused: recipient: " + code)
                .satisfies(SmtpFaultTest::saysNothingOfTheMail);
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "421, closing",
        "450, mailbox busy",
        "451, local error",
        "452, too many",
        "450, 4.2.1 greylisted",
        "552, mailbox full",
        "554, transaction failed",
        "552, 5.2.2 mailbox full",
        "550, 5.7.1 relaying denied",
        "530, 5.7.0 login first",
        "550, 5.1.7 bad sender address",
        "550, 5.1.8 bad sender domain",
        "550, 5.3.4 too big",
        "503, bad sequence"
    })
    void send_toARecipientRefusedForNow_isAFault(int code, String words) {
        server.answerEveryRecipient(new Reply(code, words + " <reader@example.org>"));
        assertThatThrownBy(() -> mailer.send(SmtpSetup.code()))
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessageStartingWith("mail is not available: recipient: " + code)
                .satisfies(SmtpFaultTest::saysNothingOfTheMail);
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"451, try again", "550, 5.1.1 no such user reader@example.org", "554, 5.7.1 spam 135790"})
    void send_refusedAfterTheMessage_isAFaultWhateverTheCode(int code, String words) {
        server.answerData(new Reply(code, words));
        assertThatThrownBy(() -> mailer.send(SmtpSetup.code()))
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessageStartingWith("mail is not available: data: " + code)
                .satisfies(SmtpFaultTest::saysNothingOfTheMail);
        server.takeAll();
        mailer.send(SmtpSetup.code());
        assertThat(server.mails()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 550 5.1.8 who are you", "MAIL, 451 later", "DATA, 554 no", "EHLO, nonsense reader@example.org"})
    void send_refusedAtAnotherStep_isAFault(String step, String answer) throws Exception {
        try (ScriptedServer odd = new ScriptedServer(line -> {
            line.obeyUntil(step);
            line.say(answer);
            line.fallSilent();
        })) {
            SmtpMailer toOdd = SmtpSetup.mailer(SmtpSetup.plain(odd.port())
                    .readTimeout(Duration.ofMillis(500))
                    .build());
            assertThatThrownBy(() -> toOdd.send(SmtpSetup.code()))
                    .isInstanceOf(AuthUnavailableException.class)
                    .satisfies(SmtpFaultTest::saysNothingOfTheMail);
        }
    }

    @Test
    void send_toNobody_isAFaultAndWorksOnceTheServerIsBack() {
        server.stop();
        assertThatThrownBy(mailer::check)
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessageStartingWith("mail is not available: connect: ConnectException: ");
        assertThatThrownBy(() -> mailer.send(SmtpSetup.code()))
                .isInstanceOf(AuthUnavailableException.class)
                .hasRootCauseInstanceOf(ConnectException.class);
        server.start();
        mailer.check();
        mailer.send(SmtpSetup.code());
        assertThat(server.awaitMailTo(SmtpSetup.READER).code()).isEqualTo("135790");
    }

    @Test
    void send_toAHostThatDoesNotExist_isAFault() {
        SmtpMailer lost = SmtpSetup.mailer(
                SmtpSetup.options("no-such-host.invalid", 25, SmtpTls.NONE).build());
        assertThatThrownBy(lost::check).isInstanceOf(AuthUnavailableException.class);
        assertThatThrownBy(() -> lost.send(SmtpSetup.code()))
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessageStartingWith("mail is not available: connect: UnknownHostException");
    }

    private static void saysNothingOfTheMail(Throwable fault) {
        assertThat(everything(fault)).doesNotContain("reader", "135790", "nonsense");
    }

    /** All that a log could show of it. */
    static String everything(Throwable fault) {
        StringWriter out = new StringWriter();
        fault.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }
}
