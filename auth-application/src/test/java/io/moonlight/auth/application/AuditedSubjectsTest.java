package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom the events of each call name, and why. */
class AuditedSubjectsTest {

    private static final String NOBODY = "";

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final ClientInfo home = Samples.client("192.0.2.7");
    private final SignedIn signedIn = backend.register(email);
    private final Optional<UserId> user = Optional.of(signedIn.user().id());
    private final Principal principal = backend.principal(signedIn);
    private final Optional<SessionId> session = Optional.of(principal.session());
    private final Account account = backend.auth.account();
    private final Administration administration = backend.auth.administration();

    private void assertLast(
            AuthEvent.Type type, String detail, String email, Optional<UserId> user, Optional<SessionId> session) {
        List<AuthEvent> all = backend.events.recorded();
        AuthEvent last = all.get(all.size() - 1);
        assertThat(last)
                .isEqualTo(new AuthEvent(type, backend.clock.instant(), user, session, email, detail, last.client()));
    }

    @Test
    void codes_nameTheAddress() {
        EmailAddress other = Samples.email();
        VerificationCode code = backend.code(other, CodePurpose.REGISTER);
        assertLast(AuthEvent.Type.CODE_REQUESTED, "send_code", other.toString(), Optional.empty(), Optional.empty());

        backend.verify(other, code, home);
        assertLast(AuthEvent.Type.CODE_CHECKED, "verify_code", other.toString(), Optional.empty(), Optional.empty());

        refusal(() -> backend.verify(other, Backend.wrong(code), home));
        assertLast(
                AuthEvent.Type.CODE_CHECK_FAILED, "code_wrong", other.toString(), Optional.empty(), Optional.empty());
    }

    @Test
    void aRegistration_namesAddressUserAndSession() {
        assertLast(AuthEvent.Type.REGISTERED, "register", email.toString(), user, session);
    }

    @Test
    void aReset_namesAddressAndUser() {
        backend.pass(Duration.ofMinutes(1));
        backend.reset(email, "a new password");

        assertLast(AuthEvent.Type.PASSWORD_RESET, "reset_password", email.toString(), user, Optional.empty());
    }

    @Test
    void aRefresh_namesUserAndSession() {
        backend.refresh(signedIn.tokens().refresh());
        assertLast(AuthEvent.Type.SESSION_REFRESHED, "refresh", NOBODY, user, session);

        backend.pass(Duration.ofMinutes(1));
        refusal(() -> backend.refresh(signedIn.tokens().refresh()));
        assertLast(AuthEvent.Type.REFRESH_TOKEN_REUSED, "session_ended", NOBODY, user, session);

        backend.auth.logout().handle(new Logout.Command(signedIn.tokens().refresh(), home));
        assertLast(AuthEvent.Type.LOGOUT_FAILED, "no_open_session", NOBODY, user, session);

        refusal(() -> backend.auth.authenticate(signedIn.tokens().access()));
        assertLast(AuthEvent.Type.ACCESS_DENIED, "invalid_access_token", NOBODY, user, session);
    }

    @Test
    void anAccountsCalls_nameUserAndSession() {
        account.changeUsername().handle(new ChangeUsername.Command(principal, Samples.username(), home));
        assertLast(AuthEvent.Type.USER_UPDATED, "change_username", NOBODY, user, session);

        EmailAddress next = Samples.email();
        VerificationCode code = backend.code(next, CodePurpose.CHANGE_EMAIL);
        account.changeEmail()
                .handle(new ChangeEmail.Command(
                        principal, next, code, new PasswordAttempt(Backend.PASSWORD), Language.ENGLISH, home));
        assertLast(AuthEvent.Type.USER_UPDATED, "change_email", next.toString(), user, session);

        account.changePassword()
                .handle(new ChangePassword.Command(
                        principal,
                        new PasswordAttempt(Backend.PASSWORD),
                        new RawPassword("a new password"),
                        Language.ENGLISH,
                        home));
        assertLast(AuthEvent.Type.PASSWORD_CHANGED, "change_password", NOBODY, user, session);

        refusal(() -> account.delete()
                .handle(new DeleteAccount.Command(principal, new PasswordAttempt("wrong password"), home)));
        assertLast(AuthEvent.Type.USER_DELETION_FAILED, "bad_credentials", NOBODY, user, session);
    }

    @Test
    void theEndOfASession_namesTheOneThatEnds() {
        SessionId other =
                backend.principal(backend.login(email, Backend.PASSWORD, home)).session();

        account.sessions().end(principal, other, home);
        assertLast(AuthEvent.Type.SESSIONS_REVOKED, "end_session", NOBODY, user, Optional.of(other));

        account.sessions().endOthers(principal, home);
        assertLast(AuthEvent.Type.SESSIONS_REVOKED, "end_other_sessions", NOBODY, user, session);
    }

    @Test
    void anAdministratorsCalls_nameTheUser() {
        UserId id = signedIn.user().id();
        assertThat(administration.read(id, home)).isEqualTo(signedIn.user());
        assertAdministered("admin_read_user");
        assertThat(administration.sessions(id, home)).hasSize(1);
        assertAdministered("admin_list_sessions");
        administration.endSession(session.orElseThrow(), home);
        assertLast(AuthEvent.Type.ADMINISTERED, "admin_end_session", NOBODY, user, session);
        administration.endSessions(id, home);
        assertAdministered("admin_end_sessions");
        administration.setActive(id, false, home);
        assertAdministered("admin_disable_user");
        administration.setActive(id, true, home);
        assertAdministered("admin_enable_user");
        administration.events(new AuditFilter(user, Optional.empty()), new PageRequest(1, 10), home);
        assertAdministered("admin_read_events");
        administration.delete(id, home);
        assertAdministered("admin_delete_user");
        assertThat(administration.hasAuditTrail()).isTrue();
    }

    private void assertAdministered(String detail) {
        assertLast(AuthEvent.Type.ADMINISTERED, detail, NOBODY, user, Optional.empty());
    }

    @Test
    void aBug_isToldAsOne() {
        Auth buggy = backend.builder()
                .limiter(new InMemoryRateLimiter(() -> {
                    throw new IllegalStateException("on purpose");
                }))
                .build();

        assertThatThrownBy(() ->
                        buggy.login().handle(new Login.Command(email, new PasswordAttempt(Backend.PASSWORD), home)))
                .isInstanceOf(IllegalStateException.class);
        assertLast(AuthEvent.Type.LOGIN_FAILED, "bug", email.toString(), user, Optional.empty());
    }
}
