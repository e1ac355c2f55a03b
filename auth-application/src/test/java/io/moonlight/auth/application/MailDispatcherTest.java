package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.moonlight.auth.application.background.MailDispatcher;
import io.moonlight.auth.application.internal.Notices;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.MailRefusedException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MailDispatcherTest {

    private final AuthUnavailableException away = new AuthUnavailableException("mail", Duration.ofSeconds(1));

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();

    @Test
    void dispatch_ofAMailWhoseRemovalFails_removesItOnceTheStoreIsBackAndSendsItNoMore() {
        UnavailableOutbox outbox = new UnavailableOutbox(backend.outbox);
        MailDispatcher dispatcher = dispatcher(outbox, mail -> {
            outbox.away(true);
            backend.mailer.send(mail);
        });
        send(Language.ENGLISH);

        assertAway(dispatcher);
        assertAway(dispatcher);
        outbox.away(false);

        assertThat(dispatcher.dispatchOne()).isFalse();
        assertThat(backend.outbox.backlog(backend.clock.instant()).waiting()).isZero();
        assertThat(backend.mailer.sent()).hasSize(1);
    }

    @Test
    void dispatch_ofAMailThatFailsWhileTheStoreIsAwayToo_triesAgainAfterItsPauseAndNotAfterItsLease() {
        UnavailableOutbox outbox = new UnavailableOutbox(backend.outbox);
        MailDispatcher dispatcher = dispatcher(outbox, mail -> {
            if (!outbox.wasAway()) {
                outbox.away(true);
                throw away;
            }
            backend.mailer.send(mail);
        });
        send(Language.ENGLISH);

        assertAway(dispatcher);
        outbox.away(false);
        assertThat(dispatcher.dispatchOne()).isFalse();
        backend.pass(Duration.ofSeconds(1));

        assertThat(dispatcher.dispatchOne()).isTrue();
        assertThat(backend.mailer.sent()).hasSize(1);
    }

    @Test
    void dispatch_ofAMailThatIsGivenUpWhileTheStoreIsAway_recordsItOnceTheStoreIsBack() {
        UnavailableOutbox outbox = new UnavailableOutbox(backend.outbox);
        MailDispatcher dispatcher = dispatcher(outbox, mail -> {
            outbox.away(true);
            throw MailRefusedException.permanent("550 5.1.1", new IllegalStateException("no such mailbox"));
        });
        send(Language.ENGLISH);

        assertAway(dispatcher);
        assertThat(backend.recorded(AuthEvent.Type.MAIL_REFUSED)).isEmpty();
        outbox.away(false);

        assertThat(dispatcher.dispatchOne()).isFalse();
        assertThat(backend.recorded(AuthEvent.Type.MAIL_REFUSED)).hasSize(1);
        assertThat(backend.outbox.backlog(backend.clock.instant()).waiting()).isZero();
    }

    @Test
    void dispatch_ofWhatSomebodyElseHasClaimedMeanwhile_leavesItToThem() {
        UnavailableOutbox outbox = new UnavailableOutbox(backend.outbox);
        MailDispatcher dispatcher = dispatcher(outbox, mail -> {
            outbox.away(true);
            throw away;
        });
        send(Language.ENGLISH);
        assertAway(dispatcher);
        backend.pass(Duration.ofSeconds(45));
        assertThat(backend.outbox.claim(backend.clock.instant(), Duration.ofSeconds(45)))
                .isPresent();
        outbox.away(false);

        assertThat(dispatcher.dispatchOne()).isFalse();
        assertThat(backend.mailer.sent()).isEmpty();
    }

    private MailDispatcher dispatcher(MailOutbox outbox, Mailer mailer) {
        return backend.builder()
                .store(StoreOfParts.with(outbox, backend.store))
                .mailer(mailer)
                .build()
                .mailDispatcher();
    }

    private static void assertAway(MailDispatcher dispatcher) {
        assertThatThrownBy(dispatcher::dispatchOne).isInstanceOf(AuthUnavailableException.class);
    }

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
    void dispatch_whileTheMailSystemIsAway_pausesTwiceAsLongEachTimeUpToFifteenSeconds() {
        backend.mailer.failWith(away);
        send(Language.ENGLISH);

        for (int seconds : List.of(1, 2, 4, 8, 15, 15, 15)) {
            assertThat(backend.auth.mailDispatcher().dispatchOne()).isTrue();
            backend.pass(Duration.ofSeconds(seconds).multipliedBy(4).dividedBy(5));
            assertThat(backend.auth.mailDispatcher().dispatchOne()).isFalse();
            backend.pass(Duration.ofSeconds(seconds).dividedBy(5));
        }
    }

    @Test
    void dispatch_toAnAddressThatWasTakenSinceTheRequest_carriesTheCodeAllTheSame() {
        Principal other = backend.principal(backend.register(Samples.email()));
        VerificationCode move = backend.code(email, CodePurpose.CHANGE_EMAIL);
        send(Language.ENGLISH);
        backend.auth
                .account()
                .changeEmail()
                .handle(new ChangeEmail.Command(
                        other, email, move, new PasswordAttempt(Backend.PASSWORD), Language.ENGLISH, ClientInfo.LOCAL));
        backend.deliver();

        assertThat(backend.mailer.lastTo(email)).get().isInstanceOf(Mail.Code.class);
    }

    @Test
    void dispatch_withNoSpread_pausesOneTwoFourEightAndThenFifteenSeconds() {
        MailDispatcher dispatcher = backend.builder().random(() -> 0).build().mailDispatcher();
        backend.mailer.failWith(away);
        send(Language.ENGLISH);

        for (int seconds : List.of(1, 2, 4, 8, 15, 15)) {
            assertThat(dispatcher.dispatchOne()).isTrue();
            backend.pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(dispatcher.dispatchOne()).isFalse();
            backend.pass(Duration.ofMillis(1));
        }
    }

    @Test
    void dispatch_ofAMailThatIsReplacedMeanwhile_leavesTheMailToTheNewOne() {
        AtomicInteger reads = new AtomicInteger();
        Auth auth = backend.builder()
                .clock(() -> {
                    if (reads.incrementAndGet() == 2) {
                        sendAfterTheCooldown();
                    }
                    return backend.clock.instant();
                })
                .build();
        send(Language.CHINESE);

        assertThat(auth.mailDispatcher().dispatchOne()).isTrue();
        assertThat(backend.mailer.sent()).isEmpty();
        assertThat(auth.mailDispatcher().dispatchOne()).isTrue();
        assertThat(backend.mailer.sent()).extracting(Mail::language).containsExactly(Language.ENGLISH);
    }

    @Test
    void dispatch_ofARefusedMailWhoseMailIsGoneAlready_recordsNothing() {
        Auth auth = backend.builder()
                .mailer(mail -> {
                    sendAfterTheCooldown();
                    throw MailRefusedException.permanent("550 5.1.1", new IllegalStateException("no such mailbox"));
                })
                .build();
        send(Language.CHINESE);

        assertThat(auth.mailDispatcher().dispatchOne()).isTrue();

        assertThat(backend.recorded(AuthEvent.Type.MAIL_REFUSED)).isEmpty();
        backend.deliver();
        assertThat(backend.mailer.sent()).hasSize(1);
    }

    private void sendAfterTheCooldown() {
        backend.pass(Duration.ofMinutes(1));
        send(Language.ENGLISH);
    }

    @Test
    void dispatch_thatEndsInABug_leavesTheMailToALaterOne() {
        Auth buggy = backend.builder()
                .mailer(mail -> {
                    throw new IllegalStateException("on purpose");
                })
                .build();
        send(Language.ENGLISH);

        assertThatThrownBy(() -> buggy.mailDispatcher().dispatchOne()).isInstanceOf(IllegalStateException.class);
        backend.pass(Duration.ofSeconds(45).minusMillis(1));
        assertThat(backend.auth.mailDispatcher().dispatchOne()).isFalse();
        backend.pass(Duration.ofMillis(1));

        assertThat(backend.auth.mailDispatcher().dispatchOne()).isTrue();
        assertThat(backend.mailer.sent()).hasSize(1);
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
    void dispatch_toARecipientWhoIsRefusedWithoutAClearReason_isTriedFiveTimesWithinAMinuteAndThenGivenUp() {
        MailDispatcher dispatcher = uncertain(new AtomicInteger(Integer.MAX_VALUE));
        send(Language.ENGLISH);

        for (int refusals = 1; refusals < 5; refusals++) {
            assertThat(dispatcher.dispatchOne()).isTrue();
            assertThat(dispatcher.dispatchOne()).isFalse();
            assertThat(backend.recorded(AuthEvent.Type.MAIL_REFUSED)).isEmpty();
            backend.pass(Duration.ofSeconds(15));
        }
        assertThat(dispatcher.dispatchOne()).isTrue();

        assertThat(backend.recorded(AuthEvent.Type.MAIL_REFUSED)).hasSize(1);
        backend.pass(Duration.ofMinutes(1));
        assertThat(dispatcher.dispatchOne()).isFalse();
    }

    @Test
    void dispatch_toARecipientWhoIsRefusedForAWhileAfterALongOutage_sendsTheMail() {
        AtomicInteger refusals = new AtomicInteger(4);
        MailDispatcher dispatcher = uncertain(refusals);
        backend.mailer.failWith(away);
        send(Language.ENGLISH);
        for (int seconds : List.of(1, 2, 4, 8, 15, 15)) {
            assertThat(backend.auth.mailDispatcher().dispatchOne()).isTrue();
            backend.pass(Duration.ofSeconds(seconds));
        }
        backend.mailer.heal();
        for (int tries = 0; tries < 5; tries++) {
            assertThat(dispatcher.dispatchOne()).isTrue();
            backend.pass(Duration.ofSeconds(15));
        }

        assertThat(backend.mailer.sent()).hasSize(1);
        assertThat(backend.recorded(AuthEvent.Type.MAIL_REFUSED)).isEmpty();
    }

    @Test
    void dispatch_ofAMailThatIsNotSent_logsTheReason() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(MailDispatcher.class);
        log.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(log);
        try {
            backend.mailer.failWith(new AuthUnavailableException("mail", "login: 535 5.7.8", new IOException("no")));
            send(Language.ENGLISH);
            backend.deliver();
            backend.mailer.failWith(MailRefusedException.permanent("recipient: 550 5.1.1", new IOException("no")));
            backend.pass(Duration.ofSeconds(1));
            backend.deliver();
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "a mail was not sent and will be tried again: mail is not available: login: 535 5.7.8",
                        "gave up a mail: the recipient was refused: recipient: 550 5.1.1");
    }

    private MailDispatcher uncertain(AtomicInteger refusals) {
        return dispatcher(backend.outbox, mail -> {
            if (refusals.getAndDecrement() > 0) {
                throw MailRefusedException.uncertain("550", new IllegalStateException("blocked"));
            }
            backend.mailer.send(mail);
        });
    }

    @Test
    void dispatch_whileOneNetworkFloods_deliversTheFirstMailOfAnotherNextAndNoticesBeforeAll() {
        backend.register(email);
        List<EmailAddress> flood = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            flood.add(sendFrom("192.0.2.1"));
        }
        EmailAddress other = sendFrom("192.0.2.2");
        backend.outbox.request(
                new Notices(Samples.random()).passwordChanged(email, Language.ENGLISH, backend.clock.instant()));
        backend.deliver();

        assertThat(backend.mailer.sent())
                .extracting(Mail::to)
                .startsWith(email, email, flood.get(0), other, flood.get(1));
    }

    private EmailAddress sendFrom(String address) {
        EmailAddress to = Samples.email();
        backend.auth
                .sendCode()
                .handle(new SendCode.Command(to, CodePurpose.REGISTER, Language.ENGLISH, Samples.client(address)));
        return to;
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

    private void send(Language language) {
        backend.auth.sendCode().handle(new SendCode.Command(email, CodePurpose.REGISTER, language, ClientInfo.LOCAL));
    }
}
