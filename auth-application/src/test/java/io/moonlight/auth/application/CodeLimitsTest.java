package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.codeRefused;
import static io.moonlight.auth.application.Backend.refusal;
import static io.moonlight.auth.application.Backend.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request for a code tells and costs, and that strangers can keep no owner from codes. */
class CodeLimitsTest {

    private static final AuthError TAKEN = new AuthError.EmailTaken();
    private static final AuthError UNKNOWN = new AuthError.EmailUnknown();

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final ClientInfo home = Samples.client("192.0.2.7");
    private final ClientInfo stranger = Samples.client("198.51.100.1");

    private static void send(Backend backend, EmailAddress to, CodePurpose purpose, ClientInfo client) {
        backend.auth.sendCode().handle(new SendCode.Command(to, purpose, Language.ENGLISH, client));
    }

    private AuthError refused(EmailAddress to, CodePurpose purpose, ClientInfo client) {
        return refusal(() -> send(backend, to, purpose, client));
    }

    /** Registers the owner at home, and lets the cooldown pass. */
    private static void settle(Backend backend, EmailAddress email, ClientInfo home) {
        backend.register(email, backend.code(email, CodePurpose.REGISTER), Samples.username(), home);
        backend.pass(Duration.ofMinutes(1));
    }

    @Test
    void sendCode_toAnEmailInTheWrongState_countsAsLookUpsOfTheAddress() {
        settle(backend, email, home);
        for (int i = 0; i < 5; i++) {
            backend.auth.checkEmail().handle(new CheckEmail.Command(email, stranger));
            backend.auth.checkEmail().handle(new CheckEmail.Command(email, stranger));
            assertThat(refused(email, CodePurpose.REGISTER, stranger)).isEqualTo(TAKEN);
            assertThat(refused(Samples.email(), CodePurpose.RESET_PASSWORD, stranger))
                    .isEqualTo(UNKNOWN);
        }

        AuthError limited = new AuthError.RateLimited(Duration.ofMinutes(1));
        assertThat(refused(email, CodePurpose.REGISTER, stranger)).isEqualTo(limited);
        assertThat(refused(Samples.email(), CodePurpose.RESET_PASSWORD, stranger))
                .isEqualTo(limited);
        assertThat(refusal(() -> backend.auth.checkEmail().handle(new CheckEmail.Command(email, stranger))))
                .isEqualTo(limited);
        assertThat(refused(email, CodePurpose.REGISTER, home)).isEqualTo(TAKEN);
        send(backend, email, CodePurpose.RESET_PASSWORD, stranger);
    }

    @Test
    void sendCode_byFortyAtOnceToAnEmailInTheWrongState_tellsTwenty() {
        settle(backend, email, home);

        List<Race.Result<AuthError>> told = Race.run(40, i -> () -> refused(email, CodePurpose.CHANGE_EMAIL, stranger));

        // A limit on sending may be held by another of them for a moment; it is looked up all the same.
        assertThat(told).filteredOn(answer -> TAKEN.equals(answer.value())).hasSize(20);
        assertThat(told)
                .filteredOn(answer -> answer.value() instanceof AuthError.RateLimited)
                .hasSize(20);
    }

    @Test
    void sendCode_toAnEmailInTheWrongState_isToldBeforeAnyLimitOnSending() {
        backend.register(email);

        assertThat(refused(email, CodePurpose.REGISTER, stranger)).isEqualTo(TAKEN);
        for (int i = 0; i < 60; i++) {
            send(backend, Samples.email(), CodePurpose.REGISTER, stranger);
        }
        assertThat(refused(Samples.email(), CodePurpose.REGISTER, stranger))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        assertThat(refused(email, CodePurpose.REGISTER, stranger)).isEqualTo(TAKEN);
    }

    @Test
    void sendCode_afterTwentyLookUps_isNotLimitedByThem() {
        for (int i = 0; i < 20; i++) {
            assertThat(refused(Samples.email(), CodePurpose.RESET_PASSWORD, stranger))
                    .isEqualTo(UNKNOWN);
        }

        for (int i = 0; i < 60; i++) {
            send(backend, Samples.email(), CodePurpose.REGISTER, stranger);
        }
    }

    /** A 429 where others get a code tells as much as a 409. */
    @Test
    void sendCode_toEmailsInTheWrongStateBeyondTheLookUps_costsTheAddressItsCodes() {
        settle(backend, email, home);
        for (int i = 0; i < 20; i++) {
            assertThat(refused(email, CodePurpose.REGISTER, stranger)).isEqualTo(TAKEN);
        }
        send(backend, Samples.email(), CodePurpose.REGISTER, stranger);
        for (int i = 1; i < 60; i++) {
            assertThat(refused(email, CodePurpose.REGISTER, stranger))
                    .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(1)));
        }

        assertThat(refused(Samples.email(), CodePurpose.REGISTER, stranger))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        send(backend, email, CodePurpose.RESET_PASSWORD, home);
    }

    /** Every further request costs nothing, so that not even the time to wait may tell the state. */
    @Test
    void sendCode_beyondTheCodesAndTheLookUps_tellsTheSameInEitherState() {
        settle(backend, email, home);
        for (int i = 0; i < 60; i++) {
            send(backend, Samples.email(), CodePurpose.REGISTER, stranger);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(refused(email, CodePurpose.REGISTER, stranger)).isEqualTo(TAKEN);
        }

        for (EmailAddress either : List.of(email, Samples.email())) {
            for (CodePurpose purpose : CodePurpose.values()) {
                assertThat(refused(either, purpose, stranger))
                        .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
            }
        }
    }

    @Test
    void sendCode_toManyTagsOfOneMailbox_sendsTenADayAndSparesTheMailboxItself() {
        for (int i = 0; i < 10; i++) {
            send(backend, tagged(email, i), CodePurpose.REGISTER, stranger);
        }

        assertThat(refused(tagged(email, 10), CodePurpose.REGISTER, stranger))
                .isEqualTo(new AuthError.RateLimited(Duration.ofHours(24)));
        send(backend, email, CodePurpose.REGISTER, stranger);
        send(backend, tagged(Samples.email(), 1), CodePurpose.REGISTER, stranger);
    }

    private static EmailAddress tagged(EmailAddress email, int number) {
        return new EmailAddress(email.value().replace("@", "+" + number + "@"));
    }

    @Test
    void sendCode_afterStrangersUsedUpTheDay_goesToTheOwnerAtAKnownAddress() {
        settle(backend, email, home);
        useUpTheDay(backend, email, CodePurpose.RESET_PASSWORD);

        send(backend, email, CodePurpose.RESET_PASSWORD, home);
        assertThat(refused(email, CodePurpose.RESET_PASSWORD, home))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(1)));
        for (int i = 1; i < 10; i++) {
            backend.pass(Duration.ofMinutes(1));
            send(backend, email, CodePurpose.RESET_PASSWORD, home);
        }
        backend.pass(Duration.ofMinutes(1));
        assertThat(refused(email, CodePurpose.RESET_PASSWORD, home)).isInstanceOf(AuthError.RateLimited.class);
        assertThat(refused(email, CodePurpose.RESET_PASSWORD, stranger)).isInstanceOf(AuthError.RateLimited.class);
        backend.pass(Duration.ofDays(1));
        send(backend, email, CodePurpose.RESET_PASSWORD, stranger);
    }

    private static List<Object> useUpTheDay(Backend backend, EmailAddress email, CodePurpose purpose) {
        return Stream.iterate(1, i -> i + 1)
                .limit(12)
                .map(i -> {
                    Object answer = answer(() -> send(backend, email, purpose, Samples.client("198.51.100." + i)));
                    backend.pass(Duration.ofMinutes(1));
                    return answer;
                })
                .toList();
    }

    private static Object answer(Runnable call) {
        try {
            call.run();
            return "sent";
        } catch (AuthException e) {
            return e.error();
        }
    }

    @Test
    void resetPassword_afterStrangersGuessedWrong_isOpenToTheOwnerAtAKnownAddress() {
        settle(backend, email, home);
        guessTwentyTimes(backend, email);
        VerificationCode code = backend.code(email, CodePurpose.RESET_PASSWORD);

        assertThat(refusal(() -> reset(backend, code, stranger))).isInstanceOf(AuthError.RateLimited.class);
        assertThat(refusal(() -> reset(backend, wrong(code), home))).isEqualTo(codeRefused(Reason.WRONG));
        reset(backend, code, home);
        backend.login(email, "a new password", home);
    }

    @Test
    void guessing_fromAKnownAddress_hasTwentyTriesOfItsOwn() {
        settle(backend, email, home);
        guessTwentyTimes(backend, email);

        for (int resend = 0; resend < 4; resend++) {
            VerificationCode code = backend.code(email, CodePurpose.RESET_PASSWORD);
            for (int i = 0; i < 5; i++) {
                assertThat(refusal(() -> reset(backend, wrong(code), home))).isEqualTo(codeRefused(Reason.WRONG));
            }
            backend.pass(Duration.ofMinutes(1));
        }
        VerificationCode code = backend.code(email, CodePurpose.RESET_PASSWORD);
        assertThat(refusal(() -> reset(backend, code, home))).isInstanceOf(AuthError.RateLimited.class);
    }

    @Test
    void guessing_fromAKnownAddressWithoutALiveCode_costsItsBudgetNothing() {
        settle(backend, email, home);
        guessTwentyTimes(backend, email);
        backend.pass(Duration.ofMinutes(10));

        for (int i = 0; i < 30; i++) {
            assertThat(refusal(() -> reset(backend, new VerificationCode("000000"), home)))
                    .isEqualTo(codeRefused(Reason.EXPIRED));
        }
        reset(backend, backend.code(email, CodePurpose.RESET_PASSWORD), home);
    }

    /** From an address for each try; the last code is exhausted. */
    private static void guessTwentyTimes(Backend backend, EmailAddress email) {
        for (int resend = 0; resend < 4; resend++) {
            VerificationCode code = backend.code(email, CodePurpose.RESET_PASSWORD);
            for (int i = 0; i < 5; i++) {
                ClientInfo guesser = Samples.client("203.0.113." + (resend * 5 + i));
                assertThat(refusal(() -> backend.auth
                                .verifyCode()
                                .handle(new VerifyCode.Command(
                                        email, CodePurpose.RESET_PASSWORD, wrong(code), guesser))))
                        .isEqualTo(codeRefused(Reason.WRONG));
            }
            backend.pass(Duration.ofMinutes(1));
        }
    }

    private void reset(Backend backend, VerificationCode code, ClientInfo client) {
        backend.auth
                .resetPassword()
                .handle(new ResetPassword.Command(
                        email, code, new RawPassword("a new password"), Language.ENGLISH, client));
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    void limits_underUniform_tellStrangersTheSameOfAUserAndOfNone(CodePurpose purpose) {
        Backend uniform = new Backend(Disclosure.UNIFORM);
        settle(uniform, email, home);
        uniform.pass(Duration.ofDays(1)); // the registration took one of the ten mails

        List<Object> ofTheUser = useUpTheDay(uniform, email, purpose);

        assertThat(ofTheUser).contains("sent").hasAtLeastOneElementOfType(AuthError.RateLimited.class);
        assertThat(ofTheUser).isEqualTo(useUpTheDay(uniform, Samples.email(), purpose));
    }
}
