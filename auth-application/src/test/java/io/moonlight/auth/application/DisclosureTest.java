package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.internal.Codes;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What strangers see under {@link Disclosure#UNIFORM}: the same for an address of a user and for any other. */
class DisclosureTest {

    private static final VerificationCode GUESS = new VerificationCode("000000");

    private final Backend backend = new Backend(Disclosure.UNIFORM);
    private final EmailAddress known = Samples.email();
    private final EmailAddress unknown = Samples.email();
    private final Principal stranger = backend.principal(backend.register(Samples.email()));
    private final Principal owner = backend.principal(backend.register(known));

    DisclosureTest() {
        backend.pass(Duration.ofMinutes(10));
    }

    private SendCode.Result send(EmailAddress email, CodePurpose purpose) {
        return backend.auth.sendCode().handle(new SendCode.Command(email, purpose, Language.ENGLISH, ClientInfo.LOCAL));
    }

    private AuthError verify(EmailAddress email, CodePurpose purpose) {
        return refusal(() ->
                backend.auth.verifyCode().handle(new VerifyCode.Command(email, purpose, GUESS, ClientInfo.LOCAL)));
    }

    private AuthError reset(EmailAddress email, VerificationCode code) {
        return refusal(() -> backend.auth
                .resetPassword()
                .handle(new ResetPassword.Command(
                        email, code, new RawPassword("a new password"), Language.ENGLISH, ClientInfo.LOCAL)));
    }

    private AuthError register(EmailAddress email, VerificationCode code) {
        return refusal(() -> backend.register(email, code, Samples.username(), ClientInfo.LOCAL));
    }

    @Test
    void checkEmail_isNotOffered() {
        CheckEmail.Command command = new CheckEmail.Command(known, ClientInfo.LOCAL);

        assertThat(refusal(() -> backend.auth.checkEmail().handle(command))).isEqualTo(new AuthError.NotOffered());
    }

    @Test
    void sendCode_toRegister_tellsTheOwnerInPlaceOfACode() {
        assertThat(send(known, CodePurpose.REGISTER)).isEqualTo(send(unknown, CodePurpose.REGISTER));
        backend.deliver();

        assertThat(backend.mailer.lastTo(known)).get().isInstanceOf(Mail.AlreadyRegistered.class);
        assertThat(backend.mailer.lastTo(unknown)).get().isInstanceOf(Mail.Code.class);
    }

    @Test
    void sendCode_thatSendsNone_leavesNoCodeThatCouldBeGuessed() {
        VerificationCode sent = drawnFor(unknown);
        VerificationCode unsent = drawnFor(known);

        backend.verify(unknown, sent, ClientInfo.LOCAL);
        assertThat(refusal(() -> backend.verify(known, unsent, ClientInfo.LOCAL)))
                .isEqualTo(Backend.codeRefused(Reason.WRONG));
    }

    /** What the mail for a code to register stands for, whether it is sent or not. */
    private VerificationCode drawnFor(EmailAddress email) {
        send(email, CodePurpose.REGISTER);
        Instant now = backend.clock.instant();
        ClaimedMail claim = backend.outbox.claim(now, Duration.ofSeconds(45)).orElseThrow();
        backend.outbox.retry(claim, now);
        backend.deliver();
        assertThat(claim.mail().to()).isEqualTo(email);
        return new Codes(Samples.hasher()).of(claim.mail());
    }

    @Test
    void sendCode_toResetAPassword_mailsNobodyWhoIsNoUser() {
        assertThat(send(known, CodePurpose.RESET_PASSWORD)).isEqualTo(send(unknown, CodePurpose.RESET_PASSWORD));
        backend.deliver();

        assertThat(backend.mailer.lastTo(known)).get().isInstanceOf(Mail.Code.class);
        assertThat(backend.mailer.lastTo(unknown)).isEmpty();
    }

    @Test
    void sendCode_toSignIn_mailsNobodyWhoIsNoUser() {
        assertThat(send(known, CodePurpose.LOGIN)).isEqualTo(send(unknown, CodePurpose.LOGIN));
        backend.deliver();

        assertThat(backend.mailer.lastTo(unknown)).isEmpty();
        backend.loginByCode(known, backend.mailedCode(known), ClientInfo.LOCAL);
    }

    @Test
    void anyPurpose_toldAnything_looksTheSameAtEachStep() {
        for (CodePurpose purpose : CodePurpose.values()) {
            List<List<AuthError>> seen = Stream.of(known, unknown)
                    .map(email -> steps(email, purpose).toList())
                    .toList();

            assertThat(seen.get(0)).as(purpose.wire()).isEqualTo(seen.get(1));
            assertThat(seen.get(0))
                    .startsWith(Backend.codeRefused(Reason.NOT_FOUND))
                    .contains(Backend.codeRefused(Reason.WRONG), Backend.codeRefused(Reason.EXHAUSTED));
            backend.pass(Duration.ofHours(24)); // the limit on wrong codes for one email spans all purposes
        }
    }

    /** Everything that a stranger can do to an address with codes. */
    private Stream<AuthError> steps(EmailAddress email, CodePurpose purpose) {
        Stream.Builder<AuthError> seen = Stream.builder();
        seen.add(verify(email, purpose));
        send(email, purpose);
        seen.add(verify(email, purpose));
        seen.add(refusal(() -> send(email, purpose)));
        backend.deliver();
        for (int i = 0; i < 4; i++) {
            seen.add(verify(email, purpose));
        }
        seen.add(use(email, purpose));
        seen.add(verify(email, purpose));
        backend.pass(Duration.ofMinutes(10));
        seen.add(verify(email, purpose));
        return seen.build();
    }

    private AuthError use(EmailAddress email, CodePurpose purpose) {
        return switch (purpose) {
            case REGISTER -> register(email, GUESS);
            case RESET_PASSWORD -> reset(email, GUESS);
            case CHANGE_EMAIL -> refusal(() -> move(stranger, email, GUESS));
            case LOGIN -> refusal(() -> backend.loginByCode(email, GUESS, ClientInfo.LOCAL));
        };
    }

    private void move(Principal principal, EmailAddress to, VerificationCode code) {
        backend.auth
                .account()
                .changeEmail()
                .handle(new ChangeEmail.Command(
                        principal,
                        to,
                        code,
                        new PasswordAttempt(Backend.PASSWORD),
                        Language.ENGLISH,
                        ClientInfo.LOCAL));
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    void anyPurpose_whileTheMailSystemIsAway_looksTheSameToTheEndOfTheCodeAndBeyond(CodePurpose purpose) {
        backend.mailer.failWith(new AuthUnavailableException("mail", Duration.ofSeconds(1)));
        send(known, purpose);
        send(unknown, purpose);
        deliverFor(Duration.ofMinutes(5));
        for (EmailAddress email : List.of(known, unknown)) {
            assertThat(verify(email, purpose)).isEqualTo(Backend.codeRefused(Reason.WRONG));
        }
        deliverFor(Duration.ofMinutes(5));

        for (EmailAddress email : List.of(known, unknown)) {
            assertThat(verify(email, purpose)).isEqualTo(Backend.codeRefused(Reason.EXPIRED));
        }
    }

    private void deliverFor(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minusSeconds(10)) {
            backend.deliver();
            backend.pass(Duration.ofSeconds(10));
        }
    }

    @Test
    void code_thatIsDeliveredLate_saysHowLongItIsStillLive() {
        backend.mailer.failWith(new AuthUnavailableException("mail", Duration.ofSeconds(1)));
        send(unknown, CodePurpose.REGISTER);
        deliverFor(Duration.ofMinutes(4));
        backend.mailer.heal();
        backend.deliver();

        Mail.Code mail = (Mail.Code) backend.mailer.lastTo(unknown).orElseThrow();
        assertThat(mail.validFor()).isBetween(Duration.ofSeconds(359), Duration.ofSeconds(360));
        backend.pass(mail.validFor().minusNanos(1_000));
        backend.verify(unknown, mail.code(), ClientInfo.LOCAL);
    }

    @Test
    void wrongTries_outliveASecondTryOfTheMailForBoth() {
        backend.mailer.failWith(new AuthUnavailableException("mail", Duration.ofSeconds(1)));
        send(known, CodePurpose.REGISTER);
        send(unknown, CodePurpose.REGISTER);
        backend.deliver();
        for (EmailAddress email : List.of(known, unknown)) {
            for (int i = 0; i < 5; i++) {
                assertThat(verify(email, CodePurpose.REGISTER)).isEqualTo(Backend.codeRefused(Reason.WRONG));
            }
        }
        backend.mailer.heal();
        backend.pass(Duration.ofSeconds(2));
        backend.deliver();

        for (EmailAddress email : List.of(known, unknown)) {
            assertThat(verify(email, CodePurpose.REGISTER)).isEqualTo(Backend.codeRefused(Reason.EXHAUSTED));
        }
    }

    @Test
    void register_ofAnAddressThatWasTakenAfterTheCodeWasSent_speaksOfTheCodeAlone() {
        VerificationCode code = backend.code(unknown, CodePurpose.REGISTER);
        move(stranger, unknown, backend.code(unknown, CodePurpose.CHANGE_EMAIL));

        assertThat(register(unknown, code)).isEqualTo(Backend.codeRefused(Reason.NOT_FOUND));
    }

    @Test
    void reset_forAUserWhoMovedAfterTheCodeWasSent_speaksOfTheCodeAlone() {
        VerificationCode code = backend.code(known, CodePurpose.RESET_PASSWORD);
        move(owner, unknown, backend.code(unknown, CodePurpose.CHANGE_EMAIL));

        assertThat(reset(known, code)).isEqualTo(Backend.codeRefused(Reason.NOT_FOUND));
    }

    @Test
    void changeEmail_ofAUserWhoIsGone_speaksOfTheSession() {
        VerificationCode code = backend.code(unknown, CodePurpose.CHANGE_EMAIL);
        backend.users.delete(stranger.user().id());

        assertThat(refusal(() -> move(stranger, unknown, code))).isEqualTo(new AuthError.InvalidAccessToken());
    }

    @Test
    void whoeverHasTheCode_registersAndResetsAsUnderExact() {
        SignedIn signedIn = backend.register(unknown);
        backend.pass(Duration.ofMinutes(1));
        backend.reset(unknown, "a new password");

        assertThat(backend.login(unknown, "a new password", ClientInfo.LOCAL).user())
                .extracting(user -> user.id())
                .isEqualTo(signedIn.user().id());
        assertThat(Optional.of(backend.auth.disclosure())).contains(Disclosure.UNIFORM);
    }
}
