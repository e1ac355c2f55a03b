package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refresh, theft, reset and log-out. */
class SessionsTest {

    private static final AuthError DEAD = new AuthError.InvalidRefreshToken();

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();

    @Test
    void refresh_ofALivingToken_givesTheNextPair() {
        Tokens first = backend.register(email).tokens();

        Tokens second = backend.refresh(first.refresh());
        backend.pass(Duration.ofHours(1));
        Tokens third = backend.refresh(second.refresh());

        assertThat(List.of(first.refresh(), second.refresh(), third.refresh())).doesNotHaveDuplicates();
        assertThat(third.expiresIn()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void refresh_ofARetiredTokenWithinTheGrace_givesTheSameSuccessorAndTheGraceDoesNotSlide() {
        Tokens first = backend.register(email).tokens();
        String successor = backend.refresh(first.refresh()).refresh();

        backend.pass(Duration.ofSeconds(6));
        assertThat(backend.refresh(first.refresh()).refresh()).isEqualTo(successor);
        backend.pass(Duration.ofSeconds(4));
        assertThat(backend.refresh(first.refresh()).refresh()).isEqualTo(successor);
        backend.pass(Duration.ofMillis(1));

        assertThat(refusal(() -> backend.refresh(first.refresh()))).isEqualTo(DEAD);
    }

    @Test
    void refresh_ofARetiredTokenAfterTheGrace_endsTheSessionAndIsRecorded() {
        SignedIn signedIn = backend.register(email);
        Tokens second = backend.refresh(signedIn.tokens().refresh());
        Tokens other = backend.login(email, Backend.PASSWORD, ClientInfo.LOCAL).tokens();
        backend.pass(Duration.ofSeconds(11));

        assertThat(refusal(() -> backend.refresh(signedIn.tokens().refresh()))).isEqualTo(DEAD);

        assertThat(refusal(() -> backend.refresh(second.refresh()))).isEqualTo(DEAD);
        assertThat(backend.recorded(AuthEvent.Type.REFRESH_TOKEN_REUSED))
                .extracting(event -> event.user().orElseThrow())
                .containsExactly(signedIn.user().id());
        assertThat(backend.refresh(other.refresh()).access()).isNotEmpty();
    }

    @Test
    void refresh_byFiftyCallersWithOneToken_givesOneSuccessorAndTheSessionLives() {
        Tokens first = backend.register(email).tokens();

        List<Race.Result<String>> answers =
                Race.run(50, i -> () -> backend.refresh(first.refresh()).refresh());

        assertThat(answers).allMatch(Race.Result::succeeded);
        assertThat(answers.stream().map(Race.Result::value).distinct()).hasSize(1);
        backend.pass(Duration.ofHours(1));
        assertThat(backend.refresh(answers.get(0).value()).access()).isNotEmpty();
    }

    @Test
    void session_thatIsNotRefreshed_endsAfterSevenDays() {
        Tokens tokens = backend.register(email).tokens();

        backend.pass(Duration.ofDays(7));

        assertThat(refusal(() -> backend.refresh(tokens.refresh()))).isEqualTo(DEAD);
    }

    @Test
    void session_thatIsRefreshedEveryDay_endsAfterNinetyDays() {
        Tokens tokens = backend.register(email).tokens();
        for (int day = 0; day < 89; day++) {
            backend.pass(Duration.ofDays(1));
            tokens = backend.refresh(tokens.refresh());
        }
        backend.pass(Duration.ofDays(1));
        String last = tokens.refresh();

        assertThat(refusal(() -> backend.refresh(last))).isEqualTo(DEAD);
    }

    @Test
    void accessToken_nearTheEndOfTheSession_endsWithIt() {
        Tokens tokens = backend.register(email).tokens();
        for (int day = 0; day < 89; day++) {
            backend.pass(Duration.ofDays(1));
            tokens = backend.refresh(tokens.refresh());
        }
        backend.pass(Duration.ofHours(24).minusMinutes(5));

        assertThat(backend.refresh(tokens.refresh()).expiresIn()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void refresh_withAnythingElse_isRefused() {
        Tokens tokens = backend.register(email).tokens();

        for (String token : Arrays.asList(null, "", "x", "a.b.c", tokens.access(), tokens.refresh() + "x")) {
            assertThat(refusal(() -> backend.refresh(token))).isEqualTo(DEAD);
        }
    }

    @Test
    void reset_ofThePassword_endsEverySessionAndTellsTheUser() {
        Tokens first = backend.register(email).tokens();
        Tokens second = backend.login(email, Backend.PASSWORD, ClientInfo.LOCAL).tokens();
        backend.pass(Duration.ofSeconds(60));

        backend.reset(email, "a new password");
        backend.deliver();

        assertThat(refusal(() -> backend.refresh(first.refresh()))).isEqualTo(DEAD);
        assertThat(refusal(() -> backend.refresh(second.refresh()))).isEqualTo(DEAD);
        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, ClientInfo.LOCAL)))
                .isEqualTo(new AuthError.BadCredentials());
        assertThat(backend.login(email, "a new password", ClientInfo.LOCAL)
                        .user()
                        .email())
                .isEqualTo(email);
        assertThat(backend.mailer.lastTo(email).orElseThrow())
                .isInstanceOf(io.moonlight.auth.domain.model.mail.Mail.PasswordChanged.class);
    }

    @Test
    void reset_toTheAddressOrTheName_isRefusedAndLeavesTheCode() {
        EmailAddress shorter = new EmailAddress("me@example.org");
        User user = backend.register(shorter).user();
        backend.pass(Duration.ofSeconds(60));
        VerificationCode code = backend.code(shorter, CodePurpose.RESET_PASSWORD);

        for (String password : List.of("Me@Example.org", user.username().value())) {
            assertThat(refusal(() -> reset(shorter, code, password)))
                    .isEqualTo(new AuthError.InvalidValue(FieldProblem.PASSWORD_IS_IDENTITY));
        }

        reset(shorter, code, "a new password");
        backend.login(shorter, "a new password", ClientInfo.LOCAL);
    }

    private void reset(EmailAddress who, VerificationCode code, String password) {
        backend.auth
                .resetPassword()
                .handle(new ResetPassword.Command(
                        who, code, new RawPassword(password), Language.ENGLISH, ClientInfo.LOCAL));
    }

    @Test
    void logout_withAnyTokenOfTheSession_endsIt() {
        SignedIn signedIn = backend.register(email);
        Tokens first = signedIn.tokens();
        Tokens second = backend.refresh(first.refresh());

        backend.auth.logout().handle(new Logout.Command(first.refresh(), ClientInfo.LOCAL));
        backend.auth.logout().handle(new Logout.Command(first.refresh(), ClientInfo.LOCAL));
        backend.auth.logout().handle(new Logout.Command("not a token", ClientInfo.LOCAL));
        backend.auth.logout().handle(new Logout.Command(null, ClientInfo.LOCAL));

        assertThat(refusal(() -> backend.refresh(second.refresh()))).isEqualTo(DEAD);
        assertThat(backend.recorded(AuthEvent.Type.LOGGED_OUT)).singleElement().satisfies(event -> {
            assertThat(event.user()).contains(signedIn.user().id());
            assertThat(event.session()).isPresent();
        });
        assertThat(backend.recorded(AuthEvent.Type.LOGOUT_FAILED)).hasSize(3);
    }

    @Test
    void toString_ofAnythingWithAToken_isMasked() {
        assertThat(new Refresh.Command("a token", ClientInfo.LOCAL)).hasToString("Refresh.Command[***]");
        assertThat(new Logout.Command("a token", ClientInfo.LOCAL)).hasToString("Logout.Command[***]");
        assertThat(new Authenticate.Command("a token", ClientInfo.LOCAL)).hasToString("Authenticate.Command[***]");
        assertThat(backend.register(email).tokens()).hasToString("Tokens[***]");
    }
}
