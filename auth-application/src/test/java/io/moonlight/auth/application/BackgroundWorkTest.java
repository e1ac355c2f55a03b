package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.application.background.BackgroundWork;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundWorkTest {

    private final BlockingQueue<Mail> arrived = new LinkedBlockingQueue<>();
    private final Mailer mailer = arrived::add;

    @Test
    void start_thenAMail_deliversItUntilClosed() throws InterruptedException {
        Backend backend = new Backend();
        Auth auth = backend.builder().mailer(mailer).build();
        assertThat(ours()).isEmpty();

        try (BackgroundWork work = auth.startBackgroundWork(2)) {
            assertThat(work).isNotNull();
            EmailAddress email = Samples.email();
            auth.sendCode()
                    .handle(new SendCode.Command(email, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
            assertThat(arrived.poll(30, TimeUnit.SECONDS)).isInstanceOf(Mail.Code.class);
            assertThat(ours()).hasSize(3).allMatch(Thread::isDaemon);
        }

        assertThat(ours()).isEmpty();
    }

    @Test
    void start_withoutWorkers_isRefusedAndStartsNothing() {
        Auth auth = new Backend().auth;

        assertThatIllegalArgumentException().isThrownBy(() -> auth.startBackgroundWork(0));

        assertThat(ours()).isEmpty();
    }

    @Test
    void close_whileTheMailServerIsDown_leavesTheMailInTheOutbox() {
        Backend backend = new Backend();
        backend.mailer.failWith(new AuthUnavailableException("mail", new IllegalStateException("down")));
        backend.auth
                .sendCode()
                .handle(new SendCode.Command(
                        Samples.email(), CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));

        backend.auth.startBackgroundWork(1).close();

        backend.mailer.heal();
        backend.clock.advance(Duration.ofMinutes(1));
        assertThat(backend.auth.mailDispatcher().dispatchOne()).isTrue();
        assertThat(backend.mailer.sent()).hasSize(1);
    }

    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().startsWith("moonlight-"))
                .toList();
    }
}
