package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final AuthError DEAD = new AuthError.InvalidAccessToken();
    private static final String NEW_PASSWORD = "a new password";

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final ClientInfo home = Samples.client("192.0.2.7");
    private final SignedIn signedIn = backend.register(email);

    private Account account() {
        return backend.auth.account();
    }

    private Principal principal() {
        return backend.principal(signedIn);
    }

    private void changePassword(Principal who, String current) {
        account()
                .changePassword()
                .handle(new ChangePassword.Command(
                        who, new PasswordAttempt(current), new RawPassword(NEW_PASSWORD), Language.ENGLISH, home));
    }

    private void delete(Principal who, String password) {
        account().delete().handle(new DeleteAccount.Command(who, new PasswordAttempt(password), home));
    }

    @Test
    void authenticate_withAnythingButALiveAccessToken_isRefused() {
        for (String token :
                Arrays.asList(null, "", "x", "a.b.c", signedIn.tokens().refresh())) {
            assertThat(refusal(() -> backend.auth.authenticate(token))).isEqualTo(DEAD);
        }
        backend.pass(Duration.ofMinutes(30));
        assertThat(refusal(this::principal)).isEqualTo(DEAD);
    }

    @Test
    void authenticate_fromSomewhere_recordsFromWhere() {
        Authenticate authenticate = backend.auth.authenticate();

        assertThat(authenticate
                        .handle(new Authenticate.Command(signedIn.tokens().access(), home))
                        .user())
                .isEqualTo(signedIn.user());
        assertThat(refusal(() -> authenticate.handle(new Authenticate.Command("x", home))))
                .isEqualTo(DEAD);
        assertThat(backend.recorded(AuthEvent.Type.ACCESS_DENIED))
                .extracting(AuthEvent::client)
                .containsExactly(home);
    }

    @Test
    void authenticate_afterLogout_isRefusedAtOnce() {
        assertThat(principal().user()).isEqualTo(signedIn.user());

        backend.auth.logout().handle(new Logout.Command(signedIn.tokens().refresh(), home));

        assertThat(refusal(this::principal)).isEqualTo(DEAD);
    }

    @Test
    void changeUsername_toAFreeName_changesIt() {
        Username name = Samples.username();

        User changed = account().changeUsername().handle(new ChangeUsername.Command(principal(), name, home));

        assertThat(changed.username()).isEqualTo(name);
        assertThat(principal().user()).isEqualTo(changed);
    }

    @Test
    void changeUsername_toATakenName_isRefused() {
        Username taken = backend.register(Samples.email()).user().username();

        assertThat(refusal(
                        () -> account().changeUsername().handle(new ChangeUsername.Command(principal(), taken, home))))
                .isEqualTo(new AuthError.UsernameTaken());
    }

    @Test
    void changePassword_endsTheOtherSessionsAndTellsTheUser() {
        SignedIn other = backend.login(email, Backend.PASSWORD, home);

        changePassword(principal(), Backend.PASSWORD);
        backend.deliver();

        assertThat(principal().user().id()).isEqualTo(signedIn.user().id());
        assertThat(backend.refresh(signedIn.tokens().refresh()).access()).isNotEmpty();
        assertThat(refusal(() -> backend.principal(other))).isEqualTo(DEAD);
        assertThat(backend.mailer.lastTo(email)).get().isInstanceOf(Mail.PasswordChanged.class);
        assertThat(backend.login(email, NEW_PASSWORD, home).user().email()).isEqualTo(email);
        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isEqualTo(new AuthError.BadCredentials());
    }

    @Test
    void changePassword_onTheSightOfAnOldPassword_isRefused() {
        Principal old = principal();
        changePassword(old, Backend.PASSWORD);

        assertThat(refusal(() -> changePassword(old, Backend.PASSWORD))).isEqualTo(new AuthError.BadCredentials());
    }

    @Test
    void changePassword_afterTenWrongOnes_stopsThatSessionAlone() {
        SignedIn other = backend.login(email, Backend.PASSWORD, home);
        for (int i = 0; i < 10; i++) {
            assertThat(refusal(() -> changePassword(principal(), "wrong password")))
                    .isEqualTo(new AuthError.BadCredentials());
        }

        assertThat(refusal(() -> changePassword(principal(), Backend.PASSWORD)))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        changePassword(backend.principal(other), Backend.PASSWORD);
    }

    @Test
    void changePassword_withTheRightOne_countsAsNoFailure() {
        changePassword(principal(), Backend.PASSWORD);
        for (int i = 0; i < 110; i++) {
            changePassword(principal(), NEW_PASSWORD);
        }

        assertThat(refusal(() -> changePassword(principal(), "wrong password")))
                .isEqualTo(new AuthError.BadCredentials());
        backend.login(email, NEW_PASSWORD, home);
    }

    @Test
    void changePassword_aHundredWrongOnesFromOneAddress_stopsItsLoginsAsWell() {
        for (int i = 0; i < 10; i++) {
            Principal victim = backend.principal(backend.register(Samples.email()));
            for (int j = 0; j < 10; j++) {
                assertThat(refusal(() -> changePassword(victim, "wrong password")))
                        .isEqualTo(new AuthError.BadCredentials());
            }
        }

        AuthError limited = new AuthError.RateLimited(Duration.ofMinutes(15));
        assertThat(refusal(() -> changePassword(principal(), Backend.PASSWORD))).isEqualTo(limited);
        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home))).isEqualTo(limited);
        backend.login(email, Backend.PASSWORD, Samples.client("192.0.2.8"));
    }

    @Test
    void changePassword_toTheOwnAddress_isRefused() {
        EmailAddress shorter = new EmailAddress("me@example.org");
        Principal who = backend.principal(backend.register(shorter));

        assertThat(refusal(() -> new ChangePassword.Command(
                        who,
                        new PasswordAttempt(Backend.PASSWORD),
                        new RawPassword("me@example.org"),
                        Language.ENGLISH,
                        home)))
                .isEqualTo(new AuthError.InvalidValue(FieldProblem.PASSWORD_IS_IDENTITY));
    }

    @Test
    void changeEmail_withItsCode_movesTheUserAndTellsTheOldAddress() {
        EmailAddress next = Samples.email();
        VerificationCode code = backend.code(next, CodePurpose.CHANGE_EMAIL);

        User changed = account()
                .changeEmail()
                .handle(new ChangeEmail.Command(
                        principal(), next, code, new PasswordAttempt(Backend.PASSWORD), Language.ENGLISH, home));
        backend.deliver();

        assertThat(changed.email()).isEqualTo(next);
        assertThat(principal().user()).isEqualTo(changed);
        assertThat(backend.mailer.lastTo(email)).get().isInstanceOf(Mail.EmailChanged.class);
        assertThat(backend.login(next, Backend.PASSWORD, home).user().id())
                .isEqualTo(signedIn.user().id());
    }

    @Test
    void changeEmail_withTheCodeOfAnotherPurpose_isRefused() {
        EmailAddress next = Samples.email();
        VerificationCode code = backend.code(next, CodePurpose.REGISTER);

        assertThat(refusal(() -> account()
                        .changeEmail()
                        .handle(new ChangeEmail.Command(
                                principal(),
                                next,
                                code,
                                new PasswordAttempt(Backend.PASSWORD),
                                Language.ENGLISH,
                                home))))
                .isEqualTo(Backend.codeRefused(Reason.NOT_FOUND));
    }

    @Test
    void changeEmail_withAWrongPassword_isRefusedWhateverTheCodeAndCostsTheCodeNothing() {
        SignedIn other = backend.login(email, Backend.PASSWORD, home);
        EmailAddress next = Samples.email();
        VerificationCode right = backend.code(next, CodePurpose.CHANGE_EMAIL);
        for (int i = 0; i < 10; i++) {
            VerificationCode code = i % 2 == 0 ? Backend.wrong(right) : right;
            assertThat(refusal(() -> changeEmail(principal(), next, code, "wrong password")))
                    .isEqualTo(new AuthError.BadCredentials());
        }
        AuthError limited = new AuthError.RateLimited(Duration.ofMinutes(15));
        for (String password : List.of(Backend.PASSWORD, "wrong password")) {
            assertThat(refusal(() -> changeEmail(principal(), next, right, password)))
                    .isEqualTo(limited);
        }

        Principal elsewhere = backend.principal(other);
        assertThat(refusal(() -> changeEmail(elsewhere, next, Backend.wrong(right), Backend.PASSWORD)))
                .isEqualTo(Backend.codeRefused(Reason.WRONG));
        assertThat(changeEmail(elsewhere, next, right, Backend.PASSWORD).email())
                .isEqualTo(next);
    }

    private User changeEmail(Principal who, EmailAddress next, VerificationCode code, String password) {
        return account()
                .changeEmail()
                .handle(new ChangeEmail.Command(
                        who, next, code, new PasswordAttempt(password), Language.ENGLISH, home));
    }

    @Test
    void sessions_areListedAndEnded() {
        SignedIn other = backend.login(email, Backend.PASSWORD, home);
        SignedIn third = backend.login(email, Backend.PASSWORD, home);
        OwnSessions sessions = account().sessions();
        assertThat(sessions.list(principal()))
                .extracting(OpenSession::id)
                .containsExactlyInAnyOrder(
                        principal().session(),
                        backend.principal(other).session(),
                        backend.principal(third).session());

        sessions.end(principal(), backend.principal(other).session(), home);

        assertThat(refusal(() -> backend.principal(other))).isEqualTo(DEAD);
        assertThat(sessions.endOthers(principal(), home)).isEqualTo(1);
        assertThat(refusal(() -> backend.principal(third))).isEqualTo(DEAD);
        assertThat(sessions.list(principal())).hasSize(1);
    }

    @Test
    void end_ofSomebodyElsesSession_isRefusedAsIfItWereNotThere() {
        SignedIn stranger = backend.register(Samples.email());
        SessionId theirs = backend.principal(stranger).session();
        SessionId nobodys = new SessionId(new UUID(1, 2));

        assertThat(refusal(() -> account().sessions().end(principal(), theirs, home)))
                .isEqualTo(new AuthError.SessionNotFound())
                .isEqualTo(refusal(() -> account().sessions().end(principal(), nobodys, home)));
        assertThat(backend.principal(stranger).user()).isEqualTo(stranger.user());
    }

    @Test
    void delete_withThePassword_leavesNothing() {
        assertThat(refusal(() -> delete(principal(), "wrong password"))).isEqualTo(new AuthError.BadCredentials());

        delete(principal(), Backend.PASSWORD);

        assertThat(refusal(this::principal)).isEqualTo(DEAD);
        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isEqualTo(new AuthError.BadCredentials());
        backend.pass(Duration.ofMinutes(1));
        assertThat(backend.register(email).user().id())
                .isNotEqualTo(signedIn.user().id());
    }
}
