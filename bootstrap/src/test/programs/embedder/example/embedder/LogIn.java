package example.embedder;

import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.AuthBuilder;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;

/** Registers and logs in, in memory. */
public final class LogIn implements Supplier<String> {

    private final InMemoryMailer mailer = new InMemoryMailer();
    private final BcryptPasswordHasher passwords = new BcryptPasswordHasher(4);
    private final Auth auth;

    /** In a memory of its own. */
    public LogIn() {
        this(Auth.builder().store(new InMemoryStore()).limiter(new InMemoryRateLimiter(Clock.systemUTC())));
    }

    LogIn(AuthBuilder store) {
        byte[] secret = "a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8);
        auth = store.mailer(mailer)
                .passwords(passwords)
                .tokens(new JwtTokenSigner(
                        JwtKeys.of(JwtKey.hs256(secret)), new JwtOptions("example", "example"), Clock.systemUTC()))
                .events(new LoggingAuthEvents())
                .secret(secret)
                .build();
    }

    Auth auth() {
        return auth;
    }

    Mail lastMail() {
        return mailer.sent().get(mailer.sent().size() - 1);
    }

    /** Who an access token belongs to after all of it: number and name. Two stores both begin with number 1. */
    @Override
    public String get() {
        EmailAddress email = new EmailAddress("moon@example.org");
        auth.sendCode().handle(new SendCode.Command(email, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        auth.mailDispatcher().dispatchOne();
        Mail.Code mail = (Mail.Code) lastMail();
        auth.register()
                .handle(new Register.Command(
                        email, mail.code(), new Username("moon"), new RawPassword("correct horse"), ClientInfo.LOCAL));
        String token = auth.login()
                .handle(new Login.Command(email, new PasswordAttempt("correct horse"), ClientInfo.LOCAL))
                .tokens()
                .access();
        passwords.close();
        var user = auth.authenticate(token).user();
        return user.id().value() + " " + user.username().value();
    }
}
