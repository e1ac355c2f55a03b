package io.moonlight.auth.examples.argon2;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import java.security.SecureRandom;
import java.time.Clock;

/** Lets a user of a bcrypt installation log in to an Argon2id one, and shows what is stored before and after. */
public final class Argon2Main {

    private static final EmailAddress EMAIL = new EmailAddress("me@example.org");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InMemoryStore store = new InMemoryStore(); // stands for the database of that installation
    private final InMemoryMailer mails = new InMemoryMailer();
    private final byte[] secret = RANDOM.generateSeed(32);

    private Argon2Main() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        Argon2Main example = new Argon2Main();
        // guide: begin migrating-hasher
        var bcrypt = new BcryptPasswordHasher(10); // close it when you are done
        var passwords = new MigratingPasswordHasher(
                new Argon2PasswordHasher(RANDOM), bcrypt, hash -> hash.value().startsWith("$2"));
        // guide: end
        try (bcrypt) {
            example.register(bcrypt);
            System.out.println("Registered: " + example.stored());
            example.login(passwords);
            System.out.println("Logged in:  " + example.stored());
            example.login(passwords);
        }
    }

    private void register(PasswordHasher passwords) {
        Auth auth = auth(passwords);
        auth.sendCode().handle(new SendCode.Command(EMAIL, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        auth.mailDispatcher().dispatchOne();
        auth.register()
                .handle(new Register.Command(
                        EMAIL,
                        mails.lastCodeTo(EMAIL).orElseThrow(),
                        new Username("moon"),
                        new RawPassword("correct horse"),
                        ClientInfo.LOCAL));
    }

    private void login(PasswordHasher passwords) {
        auth(passwords)
                .login()
                .handle(new Login.Command(EMAIL, new PasswordAttempt("correct horse"), ClientInfo.LOCAL));
    }

    private Auth auth(PasswordHasher passwords) {
        Clock clock = Clock.systemUTC();
        return Auth.builder()
                .store(store)
                .limiter(new InMemoryRateLimiter(clock))
                .mailer(mails)
                .passwords(passwords)
                .tokens(new InMemoryTokenSigner(RANDOM, clock))
                .events(event -> {})
                .secret(secret)
                .build();
    }

    /** The algorithm and its cost, without salt and hash. */
    private String stored() {
        String hash = store.users()
                .findByEmail(EMAIL)
                .flatMap(user -> store.users().passwordHash(user.id()))
                .orElseThrow()
                .value();
        return hash.startsWith("$2") ? hash.substring(0, 7) : hash.substring(0, hash.indexOf('$', hash.indexOf("p=")));
    }
}
