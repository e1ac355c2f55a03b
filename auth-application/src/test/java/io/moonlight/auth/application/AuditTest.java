package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.inmemory.InMemoryAuthEvents;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final ClientInfo home = new ClientInfo(Samples.client("192.0.2.7").address(), "SampleBrowser/1.0", "req-1");

    private AuthEvent last() {
        List<AuthEvent> all = backend.events.recorded();
        return all.get(all.size() - 1);
    }

    @Test
    void aLogin_isToldWithWhoAndFromWhere() {
        SignedIn signedIn = backend.register(email);

        backend.login(email, Backend.PASSWORD, home);

        assertThat(last().type()).isEqualTo(AuthEvent.Type.LOGGED_IN);
        assertThat(last().at()).isEqualTo(backend.clock.instant().truncatedTo(ChronoUnit.MICROS));
        assertThat(last().user()).contains(signedIn.user().id());
        assertThat(last().session()).isPresent();
        assertThat(last().client()).isEqualTo(home);
        assertThat(last().maskedEmail()).isEqualTo(email.toString()).contains("***");
    }

    @Test
    void aWrongPassword_isToldWithTheUserWhoIsAttacked() {
        SignedIn signedIn = backend.register(email);

        assertThat(refusal(() -> backend.login(email, "wrong password", home))).isNotNull();

        assertThat(last())
                .extracting(AuthEvent::type, AuthEvent::detail)
                .containsExactly(AuthEvent.Type.LOGIN_FAILED, "bad_credentials");
        assertThat(last().user()).contains(signedIn.user().id());
    }

    @Test
    void aReachedLimit_isToldAsSuch() {
        for (int i = 0; i < 11; i++) {
            assertThat(refusal(() -> backend.login(email, "wrong password", home)))
                    .isNotNull();
        }

        assertThat(last())
                .extracting(AuthEvent::type, AuthEvent::detail)
                .containsExactly(AuthEvent.Type.RATE_LIMITED, "login");
    }

    @Test
    void aFault_isToldAsAFailure() {
        Auth auth = backend.builder().passwords(new Unavailable()).build();

        assertThatThrownBy(() -> auth.login().handle(new Login.Command(email, attempt(), home)))
                .isInstanceOf(AuthUnavailableException.class);

        assertThat(last())
                .extracting(AuthEvent::type, AuthEvent::detail)
                .containsExactly(AuthEvent.Type.LOGIN_FAILED, "unavailable");
    }

    @Test
    void codesAndRegistrations_areToldStepByStep() {
        SignedIn signedIn = backend.register(email);
        assertThat(refusal(() -> backend.code(email, CodePurpose.REGISTER))).isNotNull();
        backend.refresh(signedIn.tokens().refresh());
        assertThat(refusal(() -> backend.refresh("nonsense"))).isNotNull();
        assertThat(refusal(() -> backend.auth.authenticate("nonsense"))).isNotNull();

        assertThat(backend.events.recorded())
                .extracting(AuthEvent::type, AuthEvent::detail)
                .containsExactly(
                        tuple(AuthEvent.Type.CODE_REQUESTED, "send_code"),
                        tuple(AuthEvent.Type.REGISTERED, "register"),
                        tuple(AuthEvent.Type.CODE_REQUEST_FAILED, "email_taken"),
                        tuple(AuthEvent.Type.SESSION_REFRESHED, "refresh"),
                        tuple(AuthEvent.Type.REFRESH_FAILED, "invalid_refresh_token"),
                        tuple(AuthEvent.Type.ACCESS_DENIED, "invalid_access_token"));
    }

    @Test
    void aListenerThatFails_disturbsNeitherTheCallNorTheOthers() {
        InMemoryAuthEvents second = new InMemoryAuthEvents();
        Auth auth = backend.builder()
                .events(event -> {
                    throw new IllegalStateException("on purpose");
                })
                .events(second)
                .build();
        backend.register(email);

        auth.login().handle(new Login.Command(email, attempt(), home));

        assertThat(second.recorded()).extracting(AuthEvent::type).containsExactly(AuthEvent.Type.LOGGED_IN);
    }

    private static PasswordAttempt attempt() {
        return new PasswordAttempt(Backend.PASSWORD);
    }

    /** A hasher on which too many wait already. */
    private static final class Unavailable implements PasswordHasher {

        @Override
        public PasswordHash hash(RawPassword password, ClientInfo client) {
            throw new AuthUnavailableException("passwords", Duration.ofSeconds(1));
        }

        @Override
        public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
            throw new AuthUnavailableException("passwords", Duration.ofSeconds(1));
        }

        @Override
        public PasswordHash decoy() {
            return Samples.passwordHash();
        }

        @Override
        public boolean needsRehash(PasswordHash hash) {
            return false;
        }
    }
}
