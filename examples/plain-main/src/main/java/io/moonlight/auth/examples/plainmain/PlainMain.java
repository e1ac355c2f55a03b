package io.moonlight.auth.examples.plainmain;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import java.security.SecureRandom;
import java.time.Clock;

/** Registers a user and logs in, all in memory: nothing is installed, nothing listens, nothing is left behind. */
public final class PlainMain {

    private PlainMain() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        // guide: begin plain-main
        var random = new SecureRandom();
        var mails = new InMemoryMailer();
        Auth auth = Auth.builder()
                .store(new InMemoryStore())
                .limiter(new InMemoryRateLimiter(Clock.systemUTC()))
                .mailer(mails)
                .passwords(new InMemoryPasswordHasher(random)) // for demonstrations only
                .tokens(new InMemoryTokenSigner(random, Clock.systemUTC()))
                .events(event -> System.out.println("  event: " + event.type().wire()))
                .secret(random.generateSeed(32))
                .build();
        var email = new EmailAddress("me@example.org");
        var here = ClientInfo.LOCAL; // a web server says here who calls

        System.out.println("Asking for a code.");
        auth.sendCode().handle(new SendCode.Command(email, CodePurpose.REGISTER, Language.ENGLISH, here));
        auth.mailDispatcher().dispatchOne();
        VerificationCode code = mails.lastCodeTo(email).orElseThrow();

        System.out.println("Registering.");
        auth.register()
                .handle(new Register.Command(
                        email, code, new Username("moon"), new RawPassword("correct horse"), here));

        System.out.println("Logging in.");
        SignedIn in = auth.login().handle(new Login.Command(email, new PasswordAttempt("correct horse"), here));

        System.out.println("The access token is that of "
                + auth.authenticate(in.tokens().access()).user().username().value() + ".");
        // guide: end
    }
}
