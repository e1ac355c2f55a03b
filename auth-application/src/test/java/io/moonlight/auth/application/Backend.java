package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.inmemory.InMemoryAuthEvents;
import io.moonlight.auth.inmemory.InMemoryMailOutbox;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.inmemory.InMemoryUserRepository;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A whole backend in memory, under a movable clock, with what tests do again and again. */
final class Backend {

    static final String PASSWORD = "correct horse";

    final MutableClock clock = MutableClock.start();
    final InMemoryStore store = new InMemoryStore();
    final InMemoryUserRepository users = new InMemoryUserRepository(store);
    final InMemoryMailOutbox outbox = new InMemoryMailOutbox(store);
    final InMemoryMailer mailer = new InMemoryMailer();
    final InMemoryAuthEvents events = new InMemoryAuthEvents();
    final Auth auth;

    Backend() {
        this(Disclosure.EXACT);
    }

    Backend(Disclosure disclosure) {
        auth = builder().disclosure(disclosure).build();
    }

    AuthBuilder builder() {
        return Auth.builder()
                .store(store)
                .mailer(mailer)
                .passwords(new InMemoryPasswordHasher(Samples.random()))
                .tokens(new InMemoryTokenSigner(Samples.random(), clock))
                .limiter(new InMemoryRateLimiter(clock))
                .events(events)
                .auditTrail(events)
                .loginByCode(true)
                .secret("a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8))
                .random(Samples.random())
                .clock(clock);
    }

    /** Asks for a code and lets the mail be delivered. */
    VerificationCode code(EmailAddress email, CodePurpose purpose) {
        auth.sendCode().handle(new SendCode.Command(email, purpose, Language.ENGLISH, ClientInfo.LOCAL));
        deliver();
        return mailedCode(email);
    }

    VerificationCode mailedCode(EmailAddress email) {
        Mail last = mailer.lastTo(email).orElseThrow();
        assertThat(last).isInstanceOf(Mail.Code.class);
        return ((Mail.Code) last).code();
    }

    void deliver() {
        while (auth.mailDispatcher().dispatchOne()) {
            // until nothing is ready
        }
    }

    SignedIn register(EmailAddress email) {
        return register(email, code(email, CodePurpose.REGISTER), Samples.username(), ClientInfo.LOCAL);
    }

    SignedIn register(EmailAddress email, VerificationCode code, Username username, ClientInfo client) {
        return auth.register().handle(new Register.Command(email, code, username, new RawPassword(PASSWORD), client));
    }

    SignedIn login(EmailAddress email, String password, ClientInfo client) {
        return auth.login().handle(new Login.Command(email, new PasswordAttempt(password), client));
    }

    SignedIn loginByCode(EmailAddress email, VerificationCode code, ClientInfo client) {
        return auth.loginByCode().handle(new LoginByCode.Command(email, code, client));
    }

    Tokens refresh(String token) {
        return auth.refresh().handle(new Refresh.Command(token, ClientInfo.LOCAL));
    }

    void verify(EmailAddress email, VerificationCode code, ClientInfo client) {
        auth.verifyCode().handle(new VerifyCode.Command(email, CodePurpose.REGISTER, code, client));
    }

    /** Resets to {@code password} with a code that is asked for first. */
    void reset(EmailAddress email, String password) {
        VerificationCode code = code(email, CodePurpose.RESET_PASSWORD);
        auth.resetPassword()
                .handle(new ResetPassword.Command(
                        email, code, new RawPassword(password), Language.ENGLISH, ClientInfo.LOCAL));
    }

    PasswordHash passwordHash(User user) {
        return users.passwordHash(user.id()).orElseThrow();
    }

    Principal principal(SignedIn signedIn) {
        return auth.authenticate(signedIn.tokens().access());
    }

    /** The events of these types, oldest first. */
    List<AuthEvent> recorded(AuthEvent.Type... types) {
        return events.recorded().stream()
                .filter(event -> List.of(types).contains(event.type()))
                .toList();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** A well-formed code that is another. */
    static VerificationCode wrong(VerificationCode right) {
        return new VerificationCode(right.digits().equals("000000") ? "000001" : "000000");
    }

    static AuthError refusal(ThrowingCallable call) {
        AuthException refused = catchThrowableOfType(AuthException.class, call);
        assertThat(refused).as("a refusal was expected").isNotNull();
        return refused.error();
    }

    static AuthError codeRefused(AuthError.CodeRefused.Reason reason) {
        return new AuthError.CodeRefused(reason);
    }
}
