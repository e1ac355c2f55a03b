package reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;

/** A whole login backend for one test: in memory, with a clock that the test moves and a mailbox that it reads. */
final class TestAuth {

    static final String PASSWORD = "correct horse";

    final MutableClock clock = MutableClock.start();
    final InMemoryMailer mails = new InMemoryMailer();
    final Auth auth = Auth.builder()
            .store(new InMemoryStore())
            .limiter(new InMemoryRateLimiter(clock))
            .clock(clock)
            .random(Samples.random()) // the same numbers each time: a test that fails, fails again
            .mailer(mails)
            .passwords(new InMemoryPasswordHasher(Samples.random()))
            .tokens(new InMemoryTokenSigner(Samples.hasher(), clock))
            .events(event -> {})
            .secret("a secret of more than thirty-two bytes".getBytes(UTF_8))
            .build();

    /** Asks for a code, reads the mail, and registers. */
    SignedIn registered(EmailAddress email) {
        auth.sendCode().handle(new SendCode.Command(email, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        auth.mailDispatcher().dispatchOne();
        return auth.register()
                .handle(new Register.Command(
                        email,
                        mails.lastCodeTo(email).orElseThrow(),
                        Samples.username(),
                        new RawPassword(PASSWORD),
                        ClientInfo.LOCAL));
    }

    SignedIn loggedIn(EmailAddress email) {
        return auth.login().handle(new Login.Command(email, new PasswordAttempt(PASSWORD), ClientInfo.LOCAL));
    }
}
