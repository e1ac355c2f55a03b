package io.moonlight.auth.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.smtp.testkit.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The mail server fails in every way it can: no call waits for it, and every mail arrives in the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailFaultsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(10);

    /** Longer than the server bears with one mail, which is 30 s. */
    private static final Duration LONG_FOR_A_MAIL = Duration.ofSeconds(36);

    private static final long MAIL_WORKERS = 4;

    private Stack stack;

    @BeforeAll
    void start() throws IOException {
        stack = Stack.begin();
        Trial.warmUp(stack);
    }

    @AfterAll
    void stop() throws IOException {
        stack.close();
    }

    @Test
    void mailServer_thatRefusesConnections_delaysMailsAlone() throws Exception {
        breaking(Fault.SMTP_REFUSED, stack.smtp()::stop, A_WHILE, stack.smtp()::start);
    }

    @Test
    void mailServer_thatAsksForPatience_delaysMailsAlone() throws Exception {
        breaking(
                Fault.SMTP_4XX,
                () -> stack.smtp().answerEveryRecipient(new Reply(451, "4.3.0 try again")),
                A_WHILE,
                stack.smtp()::takeAll);
    }

    @Test
    void mailServer_thatRefusesEveryMessage_delaysMailsAlone() throws Exception {
        breaking(
                Fault.SMTP_5XX,
                () -> stack.smtp().answerData(new Reply(554, "5.7.1 relaying denied")),
                A_WHILE,
                stack.smtp()::takeAll);
    }

    @Test
    void mailServer_thatIsATarPit_delaysMailsAlone() throws Exception {
        List<RoughMailServer> pit = new ArrayList<>();
        breaking(Fault.SMTP_TAR_PIT, () -> replace(pit, RoughMailServer::tarPit), LONG_FOR_A_MAIL, () -> {
            assertThat(stack.postgres()
                            .numbers("SELECT 'tried', count(*) FROM mail_outbox WHERE attempts > 0")
                            .get("tried"))
                    .as("mails that were tried: more than can be at once, so some were given up for now")
                    .isGreaterThan(MAIL_WORKERS);
            bringBack(pit);
        });
    }

    @Test
    void mailServer_thatHangsUpWithinAMessage_delaysMailsAlone() throws Exception {
        List<RoughMailServer> rough = new ArrayList<>();
        breaking(Fault.SMTP_CUT, () -> replace(rough, RoughMailServer::cutInData), A_WHILE, () -> bringBack(rough));
    }

    @Test
    void mailServer_thatKnowsNoSuchUser_isAskedOnce() throws Exception {
        String nobody = "nobody@moonlight.example";
        stack.smtp().refuse(new EmailAddress(nobody));
        breaking(
                Fault.SMTP_NO_USER,
                () -> assertThat(stack.client(1, new Observations())
                                .call("send-code", api -> api.post("send-code", "email", nobody, "type", "register"))
                                .status())
                        .isEqualTo(200),
                Duration.ofSeconds(3),
                () -> {
                    assertThat(stack.postgres().numbers("SELECT type, sum(times) FROM auth_events GROUP BY type"))
                            .containsEntry("mail_refused", 1L);
                    stack.smtp().takeAll();
                });
    }

    private void replace(List<RoughMailServer> rough, RoughMailServer.Manner manner) throws IOException {
        int port = stack.smtp().port();
        stack.smtp().stop();
        rough.add(new RoughMailServer(port, manner));
    }

    private void bringBack(List<RoughMailServer> rough) throws IOException {
        rough.get(0).close();
        stack.smtp().start();
    }

    private void breaking(Fault fault, Trial.Step breaking, Duration length, Trial.Step mending) throws Exception {
        try (Trial trial = Trial.ofMails(stack, fault)) {
            trial.run(breaking, length, mending);
        }
    }
}
