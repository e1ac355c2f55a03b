package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginTest {

    private static final AuthError BAD = new AuthError.BadCredentials();

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final ClientInfo home = Samples.client("192.0.2.7");

    @Test
    void login_withAnUnknownAddress_looksLikeAWrongPasswordAndCostsAsMuch() {
        Counting passwords = new Counting();
        Auth auth = backend.builder().passwords(passwords).build();
        Login.Command unknown = new Login.Command(Samples.email(), new PasswordAttempt("whatever it is"), home);

        assertThat(refusal(() -> auth.login().handle(unknown))).isEqualTo(BAD);
        assertThat(passwords.verified).hasValue(1);
    }

    @Test
    void login_withAnUnknownAddressAndAHasherThatTakesAnything_isRefused() {
        Auth auth = backend.builder().passwords(new Credulous()).build();

        assertThat(refusal(() -> auth.login()
                        .handle(new Login.Command(Samples.email(), new PasswordAttempt("whatever it is"), home))))
                .isEqualTo(BAD);
    }

    @Test
    void login_tenFailuresFromOneAddress_stopsThatPairAlone() {
        backend.register(email);
        EmailAddress other = Samples.email();
        backend.register(other);

        fail(10, home);

        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        backend.login(other, Backend.PASSWORD, home);
        backend.login(email, Backend.PASSWORD, Samples.client("192.0.2.8"));
        backend.pass(Duration.ofMinutes(15));
        backend.login(email, Backend.PASSWORD, home);
    }

    @Test
    void login_fromAKnownAddress_isSparedTheLimitThatOthersUsedUp() {
        backend.register(email);
        backend.login(email, Backend.PASSWORD, home);
        for (int i = 0; i < 10; i++) {
            fail(10, Samples.client("198.51.100." + i));
        }

        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, Samples.client("192.0.2.8"))))
                .isInstanceOf(AuthError.RateLimited.class);
        backend.login(email, Backend.PASSWORD, home);
        fail(10, home);
        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
    }

    @Test
    void login_fromAnAddressKnownThirtyDaysAgo_isNotSpared() {
        backend.register(email);
        backend.login(email, Backend.PASSWORD, home);
        backend.pass(Duration.ofDays(30));
        for (int i = 0; i < 10; i++) {
            fail(10, Samples.client("198.51.100." + i));
        }

        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isInstanceOf(AuthError.RateLimited.class);
    }

    @Test
    void login_withThePasswordFromTheKnownAddressOfSomebodyElse_isNotSpared() {
        EmailAddress neighbour = Samples.email();
        backend.register(email);
        backend.register(neighbour);
        backend.login(neighbour, Backend.PASSWORD, home);
        for (int i = 0; i < 10; i++) {
            fail(10, Samples.client("198.51.100." + i));
        }

        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isInstanceOf(AuthError.RateLimited.class);
    }

    @Test
    void login_fromTheSameIpv6Network_isTheSameAddress() {
        backend.register(email);

        for (int i = 0; i < 10; i++) {
            fail(1, Samples.client("2001:db8:1:2::" + i));
        }

        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, Samples.client("2001:db8:1:2:3:4:5:6"))))
                .isInstanceOf(AuthError.RateLimited.class);
        backend.login(email, Backend.PASSWORD, Samples.client("2001:db8:1:3::1"));
    }

    @Test
    void login_aHundredFailuresForOneEmail_stopsTheEmailForTheDay() {
        backend.register(email);
        for (int i = 0; i < 10; i++) {
            fail(10, Samples.client("198.51.100." + i));
        }

        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isEqualTo(new AuthError.RateLimited(Duration.ofHours(24)));
        backend.pass(Duration.ofHours(24));
        backend.login(email, Backend.PASSWORD, home);
    }

    @Test
    void login_aHundredFailuresFromOneAddress_stopsTheAddress() {
        backend.register(email);
        for (int i = 0; i < 100; i++) {
            assertThat(refusal(() -> backend.login(Samples.email(), "a wrong one", home)))
                    .isEqualTo(BAD);
        }

        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isInstanceOf(AuthError.RateLimited.class);
        backend.login(email, Backend.PASSWORD, Samples.client("192.0.2.8"));
    }

    @Test
    void login_byFortyGuessersAtOnce_looksAtTenAtMost() {
        backend.register(email);

        List<Race.Result<AuthError>> answers =
                Race.run(40, i -> () -> refusal(() -> backend.login(email, "a wrong one", home)));

        assertThat(answers).filteredOn(answer -> BAD.equals(answer.value())).hasSize(10);
    }

    @Test
    void login_thatSucceeds_countsAsNoFailure() {
        backend.register(email);

        for (int i = 0; i < 200; i++) {
            backend.login(email, Backend.PASSWORD, home);
        }
    }

    @Test
    void reset_afterTooManyFailures_letsTheOwnerInAgain() {
        backend.register(email);
        backend.pass(Duration.ofSeconds(60));
        for (int i = 0; i < 10; i++) {
            fail(10, Samples.client("198.51.100." + i));
        }

        backend.reset(email, "a new password");

        backend.login(email, "a new password", home);
    }

    @Test
    void reset_fromTheOwnersAddress_sparesThatOneAndNotTheThiefsAnyMore() {
        ClientInfo thief = Samples.client("203.0.113.9");
        backend.register(email);
        backend.login(email, Backend.PASSWORD, home);
        backend.login(email, Backend.PASSWORD, thief);
        backend.pass(Duration.ofMinutes(1));
        VerificationCode code = backend.code(email, CodePurpose.RESET_PASSWORD);
        backend.auth
                .resetPassword()
                .handle(new ResetPassword.Command(
                        email, code, new RawPassword("a new password"), Language.ENGLISH, home));
        for (int i = 0; i < 10; i++) {
            fail(10, Samples.client("198.51.100." + i));
        }

        assertThat(refusal(() -> backend.login(email, "a guess", thief))).isInstanceOf(AuthError.RateLimited.class);
        backend.login(email, "a new password", home);
    }

    @Test
    void reset_fromElsewhere_letsTheOwnerInAgainFromWhereTheLimitWasReached() {
        backend.register(email);
        fail(10, home);
        assertThat(refusal(() -> backend.login(email, Backend.PASSWORD, home)))
                .isInstanceOf(AuthError.RateLimited.class);

        backend.reset(email, "a new password");

        backend.login(email, "a new password", home);
        fail(10, home);
        assertThat(refusal(() -> backend.login(email, "a new password", home)))
                .isInstanceOf(AuthError.RateLimited.class);
    }

    @Test
    void login_bySixteenAtOnceWhileTheHashIsMadeStronger_letsThemAllIn() {
        PasswordHash weak = backend.passwordHash(backend.register(email).user());
        Auth auth = backend.builder().passwords(new Strengthening(weak)).build();
        Login.Command command = new Login.Command(email, new PasswordAttempt(Backend.PASSWORD), ClientInfo.LOCAL);

        List<Race.Result<SignedIn>> answers =
                Race.run(16, i -> () -> auth.login().handle(command));

        assertThat(answers).allMatch(Race.Result::succeeded);
        assertThat(backend.users.findForLogin(email, Optional.empty(), Instant.EPOCH))
                .map(LoginCandidate::passwordHash)
                .isPresent()
                .isNotEqualTo(Optional.of(weak));
    }

    @Test
    void login_whileTheHashingQueueIsFull_isRejectedAndCountsAsNoFailure() {
        Counting passwords = new Counting();
        Auth auth = backend.builder().passwords(passwords).build();
        Login.Command command = new Login.Command(email, new PasswordAttempt("whatever it is"), home);
        passwords.overloaded = true;
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(AuthUnavailableException.class)
                    .isThrownBy(() -> auth.login().handle(command));
        }
        assertThat(passwords.verified).hasValue(0);
        passwords.overloaded = false;
        assertThat(refusal(() -> auth.login().handle(command))).isEqualTo(BAD);
    }

    private void fail(int times, ClientInfo client) {
        for (int i = 0; i < times; i++) {
            assertThat(refusal(() -> backend.login(email, "a wrong one", client)))
                    .isEqualTo(BAD);
        }
    }

    /** Finds every password right, that of the decoy included. */
    private static final class Credulous implements PasswordHasher {

        @Override
        public PasswordHash hash(RawPassword password, ClientInfo client) {
            return new PasswordHash("hash");
        }

        @Override
        public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
            return true;
        }

        @Override
        public PasswordHash decoy() {
            return new PasswordHash("decoy");
        }

        @Override
        public boolean needsRehash(PasswordHash hash) {
            return false;
        }
    }

    /** Counts verifications. */
    private static final class Counting implements PasswordHasher {

        private static final PasswordHash DECOY = new PasswordHash("decoy");
        private final AtomicInteger verified = new AtomicInteger();
        private boolean overloaded;

        @Override
        public PasswordHash hash(RawPassword password, ClientInfo client) {
            return new PasswordHash("hash");
        }

        @Override
        public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
            if (overloaded) {
                throw new AuthUnavailableException("password hashing", Duration.ofSeconds(1));
            }
            assertThat(hash).isEqualTo(DECOY);
            verified.incrementAndGet();
            return false;
        }

        @Override
        public PasswordHash decoy() {
            return DECOY;
        }

        @Override
        public boolean needsRehash(PasswordHash hash) {
            return false;
        }
    }

    /** Finds one hash too weak. */
    private static final class Strengthening implements PasswordHasher {

        private final PasswordHasher real = new InMemoryPasswordHasher(Samples.random());
        private final PasswordHash weak;

        private Strengthening(PasswordHash weak) {
            this.weak = weak;
        }

        @Override
        public PasswordHash hash(RawPassword password, ClientInfo client) {
            return real.hash(password, client);
        }

        @Override
        public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
            return real.verify(attempt, hash, client);
        }

        @Override
        public PasswordHash decoy() {
            return real.decoy();
        }

        @Override
        public boolean needsRehash(PasswordHash hash) {
            return hash.equals(weak);
        }
    }
}
