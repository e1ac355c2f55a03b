package io.moonlight.auth.checks;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.background.BackgroundWork;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.smtp.MailTemplates;
import io.moonlight.auth.smtp.SmtpMailer;
import io.moonlight.auth.smtp.SmtpOptions;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;

/** The example of the README, so that it compiles and runs: {@link ReadmeTest} holds the two together. */
final class EmbeddingExample {

    private EmbeddingExample() {}

    static SignedIn run(
            DataSource dataSource,
            SmtpOptions smtp,
            byte[] secret,
            byte[] tokenSecret,
            String typedEmail,
            String typedPassword) {
        // README: begin
        var clock = Clock.systemUTC();
        var random = new SecureRandom();
        var keys = JwtKeys.of(JwtKey.hs256(tokenSecret));
        var passwords = new BcryptPasswordHasher(12); // close it when you are done

        Auth auth = Auth.builder()
                .store(new JdbiAuthStore(dataSource, random)) // your DataSource; it stays yours
                .mailer(new SmtpMailer(smtp, new MailTemplates("My App"), clock, random))
                .passwords(passwords)
                .tokens(new JwtTokenSigner(keys, new JwtOptions("my-app", "my-app"), clock))
                .limiter(new InMemoryRateLimiter(clock)) // several servers: FallbackRateLimiter
                .events(new LoggingAuthEvents())
                .secret(secret)
                .build();
        BackgroundWork work = auth.startBackgroundWork(2); // mails and housekeeping; close it, too

        SignedIn signedIn = auth.login()
                .handle(new Login.Command(
                        new EmailAddress(typedEmail), new PasswordAttempt(typedPassword), ClientInfo.LOCAL));
        // README: end
        work.close();
        passwords.close();
        return signedIn;
    }
}
