package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.codeRefused;
import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which emails may register, and what the others are told. */
class AdmissionTest {

    private static final ClientInfo CALLER = Samples.client("192.0.2.7");
    private static final VerificationCode GUESS = new VerificationCode("000000");

    private final Backend backend = new Backend();
    private final AtomicReference<Predicate<EmailAddress>> policy = new AtomicReference<>(email -> false);
    private final EmailAddress email = Samples.email();
    private final EmailAddress owned = Samples.email();

    AdmissionTest() {
        backend.register(owned);
        backend.pass(Duration.ofMinutes(10));
    }

    private Auth auth(Disclosure disclosure) {
        return backend.builder()
                .disclosure(disclosure)
                .admission(asked -> policy.get().test(asked))
                .build();
    }

    private static SendCode.Result send(Auth auth, EmailAddress to, CodePurpose purpose) {
        return auth.sendCode().handle(new SendCode.Command(to, purpose, Language.ENGLISH, CALLER));
    }

    private static AuthError register(Auth auth, EmailAddress email, VerificationCode code) {
        return refusal(() -> auth.register()
                .handle(new Register.Command(
                        email, code, Samples.username(), new RawPassword(Backend.PASSWORD), CALLER)));
    }

    private void deliver(Auth auth) {
        while (auth.mailDispatcher().dispatchOne()) {
            // until nothing is ready
        }
    }

    @Test
    void sendCode_toAnEmailThatIsNotAdmitted_isRefusedAndSendsNothing() {
        Auth auth = auth(Disclosure.EXACT);

        assertThat(refusal(() -> send(auth, email, CodePurpose.REGISTER))).isEqualTo(new AuthError.NotAdmitted());
        deliver(auth);

        assertThat(backend.mailer.lastTo(email)).isEmpty();
        assertThat(backend.recorded(AuthEvent.Type.CODE_REQUEST_FAILED))
                .extracting(AuthEvent::detail)
                .containsExactly("not_admitted");
    }

    @Test
    void sendCode_toAnEmailThatIsNotAdmitted_costsALookUpAndNoCode() {
        Auth auth = auth(Disclosure.EXACT);

        for (int i = 0; i < LimitPolicy.DEFAULT.checkEmailPerMinute(); i++) {
            assertThat(refusal(() -> send(auth, email, CodePurpose.REGISTER))).isEqualTo(new AuthError.NotAdmitted());
        }
        assertThat(refusal(() -> send(auth, email, CodePurpose.REGISTER))).isInstanceOf(AuthError.RateLimited.class);
        policy.set(asked -> true);
        send(auth, email, CodePurpose.REGISTER);
    }

    @Test
    void sendCode_whileTheAddressHasNoCodesLeft_stillSaysThatTheEmailIsNotAdmitted() {
        Auth auth = auth(Disclosure.EXACT);
        policy.set(asked -> true);
        for (int i = 0; i < LimitPolicy.DEFAULT.codesPerAddress(); i++) {
            send(auth, Samples.email(), CodePurpose.REGISTER);
        }
        assertThat(refusal(() -> send(auth, email, CodePurpose.REGISTER))).isInstanceOf(AuthError.RateLimited.class);
        policy.set(asked -> false);

        assertThat(refusal(() -> send(auth, email, CodePurpose.REGISTER))).isEqualTo(new AuthError.NotAdmitted());
        assertThat(refusal(() -> send(auth, owned, CodePurpose.REGISTER))).isEqualTo(new AuthError.EmailTaken());
    }

    @Test
    void register_ofAnEmailThatIsNotAdmitted_isRefusedWhateverTheCode() {
        Auth auth = auth(Disclosure.EXACT);
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        assertThat(register(auth, email, Backend.wrong(code))).isEqualTo(new AuthError.NotAdmitted());
        assertThat(register(auth, email, code)).isEqualTo(new AuthError.NotAdmitted());
        assertThat(register(auth, Samples.email(), GUESS)).isEqualTo(new AuthError.NotAdmitted());

        assertThat(backend.users.exists(email)).isFalse();
        policy.set(asked -> true);
        auth.register()
                .handle(new Register.Command(
                        email, code, Samples.username(), new RawPassword(Backend.PASSWORD), CALLER));
    }

    @Test
    void register_ofAnEmailThatIsNotAdmitted_costsTheAddressATry() {
        Auth auth = auth(Disclosure.EXACT);

        for (int i = 0; i < LimitPolicy.DEFAULT.wrongCodesPerAddress(); i++) {
            assertThat(register(auth, Samples.email(), GUESS)).isEqualTo(new AuthError.NotAdmitted());
        }
        assertThat(register(auth, Samples.email(), GUESS)).isInstanceOf(AuthError.RateLimited.class);
    }

    @Test
    void register_ofAnEmailThatStoppedBeingAdmittedAfterTheCodeWasChecked_makesNoUser() {
        Auth auth = auth(Disclosure.EXACT);
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);
        int[] asked = {0};
        policy.set(any -> asked[0]++ == 0);

        assertThat(register(auth, email, code)).isEqualTo(new AuthError.NotAdmitted());

        assertThat(backend.users.exists(email)).isFalse();
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void aRegisteredEmail_thatWouldNotBeAdmitted_isUntouched() {
        Auth auth = auth(Disclosure.EXACT);

        assertThat(refusal(() -> send(auth, owned, CodePurpose.REGISTER))).isEqualTo(new AuthError.EmailTaken());
        assertThat(register(auth, owned, GUESS)).isEqualTo(codeRefused(Reason.NOT_FOUND));
        send(auth, owned, CodePurpose.RESET_PASSWORD);
        send(auth, email, CodePurpose.CHANGE_EMAIL);
        deliver(auth);
        assertThat(backend.mailer.lastTo(owned)).get().isInstanceOf(Mail.Code.class);
        assertThat(backend.mailer.lastTo(email)).get().isInstanceOf(Mail.Code.class);
        backend.login(owned, Backend.PASSWORD, ClientInfo.LOCAL);
    }

    @Test
    void uniformly_anEmailThatIsNotAdmitted_getsNoMailAndLooksLikeAnyOther() {
        Auth auth = auth(Disclosure.UNIFORM);
        EmailAddress admitted = Samples.email();
        policy.set(admitted::equals);

        assertThat(send(auth, email, CodePurpose.REGISTER)).isEqualTo(send(auth, admitted, CodePurpose.REGISTER));
        send(auth, owned, CodePurpose.REGISTER);
        deliver(auth);

        assertThat(backend.mailer.lastTo(email)).isEmpty();
        assertThat(backend.mailer.lastTo(admitted)).get().isInstanceOf(Mail.Code.class);
        assertThat(backend.mailer.lastTo(owned)).get().isInstanceOf(Mail.AlreadyRegistered.class);
        VerificationCode wrong = Backend.wrong(backend.mailedCode(admitted));
        assertThat(register(auth, email, wrong))
                .isEqualTo(register(auth, admitted, wrong))
                .isEqualTo(codeRefused(Reason.WRONG));
        assertThat(register(auth, Samples.email(), GUESS)).isEqualTo(codeRefused(Reason.NOT_FOUND));
    }

    @Test
    void uniformly_anEmailThatStoppedBeingAdmitted_isToldThatThereIsNoCode() {
        Auth auth = auth(Disclosure.UNIFORM);
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        assertThat(register(auth, email, code)).isEqualTo(codeRefused(Reason.NOT_FOUND));

        assertThat(backend.users.exists(email)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Disclosure.class)
    void aPolicyThatFails_isAFaultAndNeverAnAdmission(Disclosure disclosure) {
        Auth auth = auth(disclosure);
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);
        policy.set(asked -> {
            throw new AuthException(new AuthError.EmailTaken());
        });

        assertThatExceptionOfType(AuthUnavailableException.class)
                .isThrownBy(() -> auth.register()
                        .handle(new Register.Command(
                                email, code, Samples.username(), new RawPassword(Backend.PASSWORD), CALLER)))
                .withMessageContaining("admission policy");

        assertThat(backend.users.exists(email)).isFalse();
    }

    @Test
    void uniformly_aMailWhosePolicyFails_isTriedAgain() {
        Auth auth = auth(Disclosure.UNIFORM);
        policy.set(asked -> {
            throw new IllegalStateException("the list is away");
        });
        send(auth, email, CodePurpose.REGISTER);
        deliver(auth);
        assertThat(backend.mailer.lastTo(email)).isEmpty();

        policy.set(asked -> true);
        backend.pass(Duration.ofSeconds(20));
        deliver(auth);

        assertThat(backend.mailer.lastTo(email)).get().isInstanceOf(Mail.Code.class);
    }
}
