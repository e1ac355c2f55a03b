package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.testkit.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdministrationTest {

    private static final PageRequest FIRST = new PageRequest(1, 20);

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final ClientInfo desk = Samples.client("192.0.2.1");
    private final SignedIn signedIn = backend.register(email);
    private final UserId id = signedIn.user().id();
    private final Administration administration = backend.auth.administration();

    @Test
    void list_byTheBeginningOfTheAddress_findsTheUser() {
        backend.register(Samples.email());

        assertThat(administration
                        .list(new UserFilter(email.value(), ""), FIRST, desk)
                        .items())
                .containsExactly(signedIn.user());
        assertThat(administration.list(UserFilter.ALL, FIRST, desk).total()).isEqualTo(2);
    }

    @Test
    void setActive_off_endsTheSessionsAndOnBringsNoneBack() {
        User off = administration.setActive(id, false, desk);

        assertThat(off.active()).isFalse();
        assertThat(refusal(() -> backend.principal(signedIn))).isEqualTo(new AuthError.InvalidAccessToken());
        assertThat(refusal(() -> backend.refresh(signedIn.tokens().refresh())))
                .isEqualTo(new AuthError.InvalidRefreshToken());
        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, desk)))
                .isEqualTo(new AuthError.AccountDisabled());

        assertThat(administration.setActive(id, true, desk).active()).isTrue();
        assertThat(refusal(() -> backend.principal(signedIn))).isEqualTo(new AuthError.InvalidAccessToken());
        assertThat(backend.login(email, Backend.PASSWORD, desk).user().id()).isEqualTo(id);
    }

    @Test
    void setRoles_isRecordedAndSeenByTheNextCallOfTheUser() {
        Roles roles = Roles.of(List.of("editor"));
        assertThat(refusal(() -> backend.principal(signedIn).requireRole("editor")))
                .isEqualTo(new AuthError.RoleMissing());

        assertThat(administration.setRoles(id, roles, desk).roles()).isEqualTo(roles);

        backend.principal(signedIn).requireRole("editor");
        assertThat(backend.recorded(AuthEvent.Type.ROLES_CHANGED))
                .extracting(
                        AuthEvent::user,
                        AuthEvent::detail,
                        event -> event.client().address())
                .containsExactly(tuple(Optional.of(id), "admin_set_roles", desk.address()));

        administration.setRoles(id, Roles.NONE, desk);
        assertThat(backend.principal(signedIn).hasRole("editor")).isFalse();
    }

    @Test
    void endSessions_ofAUser_endsAllOfThem() {
        SignedIn second = backend.login(email, Backend.PASSWORD, desk);

        assertThat(administration.endSessions(id, desk)).isEqualTo(2);

        assertThat(refusal(() -> backend.principal(second))).isEqualTo(new AuthError.InvalidAccessToken());
    }

    @Test
    void sessions_ofAUser_areListedAndEndOneByOne() {
        SignedIn second = backend.login(email, Backend.PASSWORD, desk);
        SessionId session = backend.principal(second).session();
        assertThat(administration.sessions(id, desk))
                .hasSize(2)
                .extracting(OpenSession::id)
                .contains(session);

        administration.endSession(session, desk);

        assertThat(refusal(() -> backend.principal(second))).isEqualTo(new AuthError.InvalidAccessToken());
        assertThat(backend.principal(signedIn).user().id()).isEqualTo(id);
        assertThat(administration.sessions(id, desk)).hasSize(1);
        assertThat(refusal(() -> administration.endSession(session, desk))).isEqualTo(new AuthError.SessionNotFound());
        assertThat(backend.recorded(AuthEvent.Type.ADMINISTRATION_FAILED))
                .extracting(AuthEvent::detail, AuthEvent::session)
                .containsExactly(tuple("session_not_found", Optional.of(session)));
    }

    @Test
    void delete_ofAUser_leavesTheEvents() {
        administration.delete(id, desk);

        assertThat(refusal(() -> administration.read(id, desk))).isEqualTo(new AuthError.UserNotFound());
        assertThat(administration.events(new AuditFilter(Optional.of(id), Optional.empty()), FIRST, desk))
                .extracting(recorded -> recorded.event().type())
                .contains(AuthEvent.Type.REGISTERED, AuthEvent.Type.ADMINISTERED);
    }

    @Test
    void anyCall_forAUserWhoIsNotThere_isRefusedAndRecorded() {
        UserId nobody = new UserId(4711);
        AuthError unknown = new AuthError.UserNotFound();

        assertThat(refusal(() -> administration.read(nobody, desk))).isEqualTo(unknown);
        assertThat(refusal(() -> administration.setActive(nobody, true, desk))).isEqualTo(unknown);
        assertThat(refusal(() -> administration.setRoles(nobody, Roles.NONE, desk)))
                .isEqualTo(unknown);
        assertThat(refusal(() -> administration.delete(nobody, desk))).isEqualTo(unknown);
        assertThat(refusal(() -> administration.sessions(nobody, desk))).isEqualTo(unknown);
        assertThat(refusal(() -> administration.endSessions(nobody, desk))).isEqualTo(unknown);

        assertThat(backend.recorded(AuthEvent.Type.ADMINISTRATION_FAILED))
                .hasSize(6)
                .allMatch(event -> event.detail().equals("user_not_found"));
    }

    @Test
    void denied_isRecorded() {
        administration.denied(desk);

        assertThat(backend.recorded(AuthEvent.Type.ACCESS_DENIED))
                .extracting(AuthEvent::detail, event -> event.client().address())
                .containsExactly(tuple("admin_key", desk.address()));
    }

    @Test
    void events_withoutATrailToRead_isABugOfTheProgramAround() {
        Auth without = Auth.builder()
                .store(backend.store)
                .mailer(backend.mailer)
                .passwords(new InMemoryPasswordHasher(Samples.random()))
                .tokens(new InMemoryTokenSigner(Samples.random(), backend.clock))
                .limiter(new InMemoryRateLimiter(backend.clock))
                .events(new LoggingAuthEvents())
                .secret(new byte[32])
                .build();

        assertThat(without.administration().hasAuditTrail()).isFalse();
        assertThatThrownBy(() -> without.administration().events(AuditFilter.ALL, FIRST, desk))
                .isInstanceOf(IllegalStateException.class);
    }
}
