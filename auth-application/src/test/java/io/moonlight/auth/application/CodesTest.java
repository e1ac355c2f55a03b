package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.codeRefused;
import static io.moonlight.auth.application.Backend.refusal;
import static io.moonlight.auth.application.Backend.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sending, checking and guessing codes. */
class CodesTest {

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final ClientInfo client = Samples.client("192.0.2.7");

    @Test
    void sendCode_moreOftenFromOneAddressThanIsSet_stopsThatAddressAlone() {
        Auth limited = backend.builder()
                .limits(new LimitPolicy(20, Duration.ofSeconds(60), 10, 30, 20, 60, 10, 100, 100))
                .build();
        ClientInfo sender = Samples.client("192.0.2.7");
        for (int i = 0; i < 30; i++) {
            send(limited, Samples.email(), sender);
        }

        assertThat(refusal(() -> send(limited, Samples.email(), sender)))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        send(limited, Samples.email(), Samples.client("192.0.2.8"));
    }

    private static void send(Auth auth, EmailAddress to, ClientInfo client) {
        auth.sendCode().handle(new SendCode.Command(to, CodePurpose.REGISTER, Language.CHINESE, client));
    }

    @Test
    void verify_withTheMailedCode_isTakenAgainAndAgain() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        for (int i = 0; i < 30; i++) {
            backend.verify(email, code, client);
        }
        assertThat(backend.register(email, code, Samples.username(), client)
                        .user()
                        .email())
                .isEqualTo(email);
    }

    @Test
    void verify_beforeTheMailIsDelivered_findsNoCode() {
        send();

        assertThat(refusal(() -> backend.verify(email, new VerificationCode("123456"), client)))
                .isEqualTo(codeRefused(Reason.NOT_FOUND));
    }

    @Test
    void verify_atTheInstantTheCodeExpires_isRefused() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        backend.pass(Duration.ofMinutes(10).minusNanos(1_000));
        backend.verify(email, code, client);
        backend.pass(Duration.ofNanos(1_000));

        assertThat(refusal(() -> backend.verify(email, code, client))).isEqualTo(codeRefused(Reason.EXPIRED));
    }

    @Test
    void verify_afterFiveWrongTries_refusesEvenTheRightCode() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        for (int i = 0; i < 5; i++) {
            assertThat(refusal(() -> backend.verify(email, wrong(code), client)))
                    .isEqualTo(codeRefused(Reason.WRONG));
        }

        assertThat(refusal(() -> backend.verify(email, code, client))).isEqualTo(codeRefused(Reason.EXHAUSTED));
        assertThat(refusal(() -> backend.register(email, code, Samples.username(), client)))
                .isEqualTo(codeRefused(Reason.EXHAUSTED));
    }

    @Test
    void verify_withACodeOfAnotherPurpose_isRefused() {
        backend.register(email);
        VerificationCode code = backend.code(email, CodePurpose.RESET_PASSWORD);

        assertThat(refusal(() -> backend.verify(email, code, client))).isEqualTo(codeRefused(Reason.NOT_FOUND));
    }

    @Test
    void verify_byFiftyGuessersAtOnce_looksAtFiveAtMost() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        List<Race.Result<AuthError>> answers =
                Race.run(50, i -> () -> refusal(() -> backend.verify(email, wrong(code), client)));

        assertThat(answers)
                .filteredOn(answer -> codeRefused(Reason.WRONG).equals(answer.value()))
                .hasSizeLessThanOrEqualTo(5);
        assertThat(refusal(() -> backend.verify(email, code, client))).isEqualTo(codeRefused(Reason.EXHAUSTED));
    }

    @Test
    void sendCode_ofANewOne_makesTheEarlierOneWorthless() {
        VerificationCode first = backend.code(email, CodePurpose.REGISTER);
        backend.pass(Duration.ofSeconds(60));
        send();

        assertThat(refusal(() -> backend.verify(email, first, client))).isEqualTo(codeRefused(Reason.NOT_FOUND));

        backend.deliver();
        backend.verify(email, backend.mailedCode(email), client);
    }

    @Test
    void sendCode_withinTheCooldown_isRefusedAndChangesNothing() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);
        backend.pass(Duration.ofSeconds(20));

        assertThat(refusal(this::send)).isEqualTo(new AuthError.RateLimited(Duration.ofSeconds(40)));

        backend.deliver();
        assertThat(backend.mailer.sent()).hasSize(1);
        backend.verify(email, code, client);
    }

    @Test
    void sendCode_moreThanTenTimesADay_waitsForTheFixedWindow() {
        for (int i = 0; i < 10; i++) {
            send();
            backend.pass(Duration.ofHours(1));
        }

        assertThat(refusal(this::send)).isEqualTo(new AuthError.RateLimited(Duration.ofHours(14)));
        backend.pass(Duration.ofHours(14));
        send();
    }

    @Test
    void sendCode_byFiftyCallersAtOnce_wishesForOneMail() {
        List<Race.Result<Boolean>> answers = Race.run(50, i -> () -> {
            send();
            return true;
        });
        backend.deliver();

        assertThat(answers).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(backend.mailer.sent()).hasSize(1);
    }

    @Test
    void sendCode_toRegisterAKnownAddress_isRefusedAndCostsNothing() {
        backend.register(email);
        backend.pass(Duration.ofSeconds(60));

        for (int i = 0; i < 20; i++) {
            assertThat(refusal(this::send)).isEqualTo(new AuthError.EmailTaken());
        }
        assertThat(refusal(() -> backend.auth
                        .sendCode()
                        .handle(new SendCode.Command(
                                Samples.email(), CodePurpose.RESET_PASSWORD, Language.CHINESE, ClientInfo.LOCAL))))
                .isEqualTo(new AuthError.EmailUnknown());
        backend.code(email, CodePurpose.RESET_PASSWORD);
    }

    @Test
    void guessing_twentyTimesForOneEmail_stopsEveryCallThatTakesACode() {
        for (int resend = 0; resend < 4; resend++) {
            VerificationCode code = backend.code(email, CodePurpose.REGISTER);
            for (int i = 0; i < 5; i++) {
                String address = "198.51.100." + (resend * 5 + i);
                refusal(() -> backend.verify(email, wrong(code), Samples.client(address)));
            }
            backend.pass(Duration.ofSeconds(60));
        }
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        assertThat(refusal(() -> backend.verify(email, code, client))).isInstanceOf(AuthError.RateLimited.class);
        assertThat(refusal(() -> backend.register(email, code, Samples.username(), client)))
                .isInstanceOf(AuthError.RateLimited.class);

        backend.pass(Duration.ofHours(24));
        VerificationCode tomorrow = backend.code(email, CodePurpose.REGISTER);
        backend.verify(email, tomorrow, client);
    }

    @Test
    void guessing_withoutALiveCode_costsTheEmailNothing() {
        for (int i = 0; i < 40; i++) {
            String address = "198.51.100." + i;
            assertThat(refusal(() -> backend.verify(email, new VerificationCode("123456"), Samples.client(address))))
                    .isEqualTo(codeRefused(Reason.NOT_FOUND));
        }

        backend.verify(email, backend.code(email, CodePurpose.REGISTER), client);
    }

    @Test
    void guessing_withoutALiveCode_costsTheAddress() {
        for (int i = 0; i < 60; i++) {
            refusal(() -> backend.verify(Samples.email(), new VerificationCode("123456"), client));
        }

        assertThat(refusal(() -> backend.verify(email, new VerificationCode("123456"), client)))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
    }

    @Test
    void register_withTheRightCodeButATakenName_countsAsNoGuess() {
        Username taken = backend.register(Samples.email()).user().username();
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        for (int i = 0; i < 70; i++) {
            assertThat(refusal(() -> backend.register(email, code, taken, client)))
                    .isEqualTo(new AuthError.UsernameTaken());
        }
    }

    @Test
    void guessing_sixtyTimesFromOneAddress_stopsThatAddressAlone() {
        for (int i = 0; i < 60; i++) {
            EmailAddress other = Samples.email();
            VerificationCode code = backend.code(other, CodePurpose.REGISTER);
            assertThat(refusal(() -> backend.verify(other, wrong(code), client)))
                    .isEqualTo(codeRefused(Reason.WRONG));
        }
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        assertThat(refusal(() -> backend.verify(email, code, client)))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        backend.verify(email, code, Samples.client("192.0.2.8"));
        backend.pass(Duration.ofMinutes(15));
        backend.verify(email, backend.code(email, CodePurpose.REGISTER), client);
    }

    private void send() {
        backend.auth
                .sendCode()
                .handle(new SendCode.Command(email, CodePurpose.REGISTER, Language.CHINESE, ClientInfo.LOCAL));
    }
}
