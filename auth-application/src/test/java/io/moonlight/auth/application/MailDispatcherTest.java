package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.Language;
import io.moonlight.auth.domain.model.Mail;
import io.moonlight.auth.domain.model.VerificationCode;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailDispatcherTest {

    private final AuthUnavailableException away = new AuthUnavailableException("mail", Duration.ofSeconds(1));

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();

    @Test
    void dispatch_ofACode_isInTheLanguageOfTheRequestAndSaysItsLife() {
        send(Language.CHINESE);
        backend.deliver();

        Mail.Code mail = (Mail.Code) backend.mailer.lastTo(email).orElseThrow();
        assertThat(mail.language()).isEqualTo(Language.CHINESE);
        assertThat(mail.purpose()).isEqualTo(CodePurpose.REGISTER);
        assertThat(mail.validFor()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void dispatch_whileTheMailSystemIsAway_triesAgainUntilItIsBack() {
        backend.mailer.failWith(away);
        send(Language.ENGLISH);
        for (int second = 0; second < 20; second++) {
            backend.deliver();
            backend.pass(Duration.ofSeconds(1));
        }
        assertThat(backend.mailer.sent()).isEmpty();

        backend.mailer.heal();
        backend.pass(Duration.ofSeconds(15));
        backend.deliver();

        assertThat(backend.mailer.sent()).hasSize(1);
        backend.verify(email, backend.mailedCode(email), ClientInfo.LOCAL);
        assertThat(backend.recorded(AuthEvent.Type.MAIL_EXPIRED, AuthEvent.Type.MAIL_REFUSED))
                .isEmpty();
    }

    @Test
    void dispatch_ofAMailWhoseAcknowledgementWasLost_carriesTheSameCodeAgainAndForgetsNoWrongTry() {
        List<VerificationCode> arrived = new ArrayList<>();
        Auth auth = backend.builder()
                .mailer(mail -> {
                    arrived.add(((Mail.Code) mail).code());
                    if (arrived.size() == 1) {
                        throw away;
                    }
                })
                .build();
        auth.sendCode().handle(new SendCode.Command(email, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        auth.mailDispatcher().dispatchOne();
        VerificationCode code = arrived.get(0);
        guessWrong(code, 3);
        backend.pass(Duration.ofSeconds(1));
        auth.mailDispatcher().dispatchOne();

        assertThat(arrived).containsExactly(code, code);
        backend.verify(email, code, ClientInfo.LOCAL);
        guessWrong(code, 2);
        assertThat(Backend.refusal(() -> backend.verify(email, code, ClientInfo.LOCAL)))
                .isEqualTo(Backend.codeRefused(AuthError.CodeRefused.Reason.EXHAUSTED));
    }

    private void guessWrong(VerificationCode code, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(Backend.refusal(() -> backend.verify(email, Backend.wrong(code), ClientInfo.LOCAL)))
                    .isEqualTo(Backend.codeRefused(AuthError.CodeRefused.Reason.WRONG));
        }
    }

    @Test
    void dispatch_afterTheDeadline_givesUpAndRecordsIt() {
        backend.mailer.failWith(away);
        send(Language.ENGLISH);
        backend.deliver();
        backend.pass(Duration.ofMinutes(10));
        backend.mailer.heal();
        backend.deliver();

        assertThat(backend.mailer.sent()).isEmpty();
        assertThat(backend.recorded(AuthEvent.Type.MAIL_EXPIRED))
                .extracting(AuthEvent::maskedEmail, AuthEvent::detail)
                .containsExactly(tuple(email.toString(), "register_code"));
        assertThat(backend.auth.mailDispatcher().dispatchOne()).isFalse();
    }

    @Test
    void dispatch_toARecipientWhoIsRefusedForGood_givesUpAtOnce() {
        backend.mailer.refuse(email);
        send(Language.ENGLISH);
        backend.deliver();

        assertThat(backend.recorded(AuthEvent.Type.MAIL_REFUSED)).hasSize(1);
        backend.pass(Duration.ofMinutes(1));
        assertThat(backend.auth.mailDispatcher().dispatchOne()).isFalse();
    }

    @Test
    void dispatch_bySixteenDispatchersAtOnce_sendsEachMailOnce() {
        for (int i = 0; i < 40; i++) {
            backend.auth
                    .sendCode()
                    .handle(new SendCode.Command(
                            Samples.email(), CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        }

        Race.run(16, i -> () -> {
            backend.deliver();
            return true;
        });

        assertThat(backend.mailer.sent()).hasSize(40);
        assertThat(backend.mailer.sent().stream().map(Mail::to).distinct()).hasSize(40);
    }

    @Test
    void workers_onceStarted_areWokenByAWish() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        Auth auth = backend.builder().mailer(mail -> sent.countDown()).build();

        try (MailWorkers workers = auth.mailDispatcher().start(2)) {
            assertThat(workers).isNotNull();
            auth.sendCode()
                    .handle(new SendCode.Command(email, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
            assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void workers_onceClosed_leaveWishesInTheOutbox() {
        MailWorkers workers = backend.auth.mailDispatcher().start(2);
        workers.close();

        send(Language.ENGLISH);

        assertThat(backend.mailer.sent()).isEmpty();
        assertThat(backend.auth.mailDispatcher().dispatchOne()).isTrue();
    }

    private void send(Language language) {
        backend.auth.sendCode().handle(new SendCode.Command(email, CodePurpose.REGISTER, language, ClientInfo.LOCAL));
    }
}
