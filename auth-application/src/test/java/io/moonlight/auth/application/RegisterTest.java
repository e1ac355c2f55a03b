package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.codeRefused;
import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RegisterTest {

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();

    @Test
    void register_withTheMailedCode_makesAUserWhoIsSignedIn() {
        SignedIn signedIn = backend.register(email);

        assertThat(signedIn.user().email()).isEqualTo(email);
        assertThat(signedIn.user().active()).isTrue();
        assertThat(signedIn.user().verified()).isTrue();
        assertThat(backend.refresh(signedIn.tokens().refresh()).access()).isNotEmpty();
        assertThat(backend.login(email, Backend.PASSWORD, ClientInfo.LOCAL).user())
                .isEqualTo(signedIn.user());
        assertThat(backend.auth.checkEmail().handle(new CheckEmail.Command(email, ClientInfo.LOCAL)))
                .isTrue();
    }

    @Test
    void register_withATakenUsername_leavesTheCodeForTheNextTry() {
        Username taken = backend.register(Samples.email()).user().username();
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);
        Username sameName = new Username(taken.value().toUpperCase(Locale.ROOT));

        assertThat(refusal(() -> backend.register(email, code, sameName, ClientInfo.LOCAL)))
                .isEqualTo(new AuthError.UsernameTaken());

        assertThat(backend.register(email, code, Samples.username(), ClientInfo.LOCAL)
                        .user()
                        .email())
                .isEqualTo(email);
    }

    @Test
    void register_aSecondTimeWithTheSameCode_isRefused() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);
        backend.register(email, code, Samples.username(), ClientInfo.LOCAL);

        assertThat(refusal(() -> backend.register(email, code, Samples.username(), ClientInfo.LOCAL)))
                .isEqualTo(codeRefused(AuthError.CodeRefused.Reason.NOT_FOUND));
    }

    @Test
    void register_ofAnAddressThatWasTakenAfterTheCodeWasSent_saysSo() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);
        Principal other = backend.principal(backend.register(Samples.email()));
        VerificationCode move = backend.code(email, CodePurpose.CHANGE_EMAIL);
        backend.auth
                .account()
                .changeEmail()
                .handle(new ChangeEmail.Command(
                        other, email, move, new PasswordAttempt(Backend.PASSWORD), Language.ENGLISH, ClientInfo.LOCAL));

        assertThat(refusal(() -> backend.register(email, code, Samples.username(), ClientInfo.LOCAL)))
                .isEqualTo(new AuthError.EmailTaken());
    }

    @Test
    void register_whenTheUserIsSwitchedOffBeforeTheSessionOpens_isRefused() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);
        Auth auth = backend.builder()
                .clock(() -> {
                    Instant now = backend.clock.instant();
                    backend.users.findByEmail(email).ifPresent(user -> backend.users.setActive(user.id(), false, now));
                    return now;
                })
                .build();
        Register.Command command = new Register.Command(
                email, code, Samples.username(), new RawPassword(Backend.PASSWORD), ClientInfo.LOCAL);

        assertThat(refusal(() -> auth.register().handle(command))).isEqualTo(new AuthError.BadCredentials());
    }

    @Test
    void register_byFiftyCallersWithOneCode_makesOneUser() {
        VerificationCode code = backend.code(email, CodePurpose.REGISTER);

        List<Race.Result<SignedIn>> answers =
                Race.run(50, i -> () -> backend.register(email, code, Samples.username(), ClientInfo.LOCAL));

        assertThat(answers).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !answer.succeeded())
                .allMatch(answer -> answer.failedWith(AuthException.class));
    }

    @Test
    void command_withThePasswordBeingTheEmailOrTheName_cannotBeMade() {
        EmailAddress address = new EmailAddress("moonlight@example.org");
        Username name = new Username("moonlight");

        for (String password : List.of("MoonLight@example.org", "MOONLIGHT")) {
            AuthException refused = catchThrowableOfType(
                    AuthException.class,
                    () -> new Register.Command(
                            address,
                            new VerificationCode("123456"),
                            name,
                            new RawPassword(password),
                            ClientInfo.LOCAL));
            assertThat(refused.error()).isEqualTo(new AuthError.InvalidValue(FieldProblem.PASSWORD_IS_IDENTITY));
        }
    }
}
