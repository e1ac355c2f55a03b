package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.testkit.Samples;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a login comes to when something happens to its user while the password is being checked. */
class SimultaneousLoginTest {

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final User user = backend.register(email).user();
    private final PasswordHash stored = backend.passwordHash(user);
    private final AtomicInteger verified = new AtomicInteger();

    /** Salts other than those of the backend. */
    private final RandomGenerator random = new Random(7);

    private SignedIn loginWhile(Runnable meanwhile, boolean weak) {
        PasswordHasher hasher = new Interrupted(meanwhile, weak);
        return backend.builder()
                .passwords(hasher)
                .build()
                .login()
                .handle(new Login.Command(email, new PasswordAttempt(Backend.PASSWORD), ClientInfo.LOCAL));
    }

    private void replaceHash(String password) {
        PasswordHash other = new InMemoryPasswordHasher(random).hash(new RawPassword(password), ClientInfo.LOCAL);
        assertThat(backend.users.replaceHash(user.id(), stored, other)).isTrue();
    }

    @Test
    void login_whileAnotherMakesTheHashStronger_letsTheUserIn() {
        SignedIn signedIn = loginWhile(() -> replaceHash(Backend.PASSWORD), false);

        assertThat(backend.principal(signedIn).user().id()).isEqualTo(user.id());
        assertThat(verified).hasValue(2);
    }

    @Test
    void login_whileThePasswordIsReplaced_isRefused() {
        assertThat(refusal(() -> loginWhile(() -> replaceHash("a new password"), false)))
                .isEqualTo(new AuthError.BadCredentials());
        assertThat(verified).hasValue(2);
    }

    @Test
    void login_whileThePasswordIsReplacedAndTheHashIsWeak_isRefused() {
        assertThat(refusal(() -> loginWhile(() -> replaceHash("a new password"), true)))
                .isEqualTo(new AuthError.BadCredentials());
    }

    @Test
    void login_whileTheUserIsDeleted_isRefused() {
        assertThat(refusal(() -> loginWhile(() -> backend.users.delete(user.id()), false)))
                .isEqualTo(new AuthError.BadCredentials());
    }

    @Test
    void login_whileTheUserIsSwitchedOff_isRefused() {
        Runnable off = () -> backend.users.setActive(user.id(), false, backend.clock.instant());

        assertThat(refusal(() -> loginWhile(off, false))).isEqualTo(new AuthError.BadCredentials());
    }

    @Test
    void login_withAHashThatIsStrong_leavesIt() {
        SignedIn signedIn = loginWhile(() -> {}, false);

        assertThat(backend.principal(signedIn).user()).isEqualTo(user);
        assertThat(backend.passwordHash(user)).isEqualTo(stored);
    }

    @Test
    void login_thatMakesTheHashStronger_verifiesThePasswordOnce() {
        SignedIn signedIn = loginWhile(() -> {}, true);

        assertThat(backend.principal(signedIn).user()).isEqualTo(user);
        assertThat(backend.passwordHash(user)).isNotEqualTo(stored);
        assertThat(verified).hasValue(1);
    }

    /** Lets something happen once it has verified for the first time. */
    private final class Interrupted implements PasswordHasher {

        private final PasswordHasher real = new InMemoryPasswordHasher(random);
        private final Runnable meanwhile;
        private final boolean weak;

        private Interrupted(Runnable meanwhile, boolean weak) {
            this.meanwhile = meanwhile;
            this.weak = weak;
        }

        @Override
        public PasswordHash hash(RawPassword password, ClientInfo client) {
            return real.hash(password, client);
        }

        @Override
        public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
            boolean right = real.verify(attempt, hash, client);
            if (verified.incrementAndGet() == 1) {
                meanwhile.run();
            }
            return right;
        }

        @Override
        public PasswordHash decoy() {
            return real.decoy();
        }

        @Override
        public boolean needsRehash(PasswordHash hash) {
            return weak;
        }
    }
}
