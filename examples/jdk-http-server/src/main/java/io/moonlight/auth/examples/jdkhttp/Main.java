package io.moonlight.auth.examples.jdkhttp;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.application.background.BackgroundWork;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.pages.WebPages;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the example. Users and keys live as long as the process does; {@code store(new JdbiAuthStore(dataSource, random))}
 * in place of {@code InMemoryStore}, and keys that are kept, make them last.
 */
public final class Main {

    private static final int DEFAULT_PORT = 8080;
    private static final int BCRYPT_COST = 12;

    private Main() {}

    /** @param args the port; 8080 if there is none */
    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length == 0 ? DEFAULT_PORT : Integer.parseInt(args[0]);
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[32];
        random.nextBytes(secret);

        JwtKeys keys = JwtKeys.of(JwtKey.es256(FreshKey.p256()));
        BcryptPasswordHasher passwords = new BcryptPasswordHasher(BCRYPT_COST);
        Auth auth = Auth.builder()
                .store(new InMemoryStore())
                .limiter(new InMemoryRateLimiter(Clock.systemUTC()))
                .mailer(new ConsoleMailer(System.out))
                .passwords(passwords)
                .tokens(new JwtTokenSigner(keys, new JwtOptions("jdk-http-server", "example"), Clock.systemUTC()))
                .secret(secret)
                .events(new LoggingAuthEvents())
                .build();
        BackgroundWork background = auth.startBackgroundWork(1);
        HttpApi api = HttpApi.builder(auth).ownsServer(true).jwks(keys::jwks).build();
        LoginServer server = LoginServer.start(port, api, WebPages.builder(api).build());
        System.out.println("Listening on " + server.address() + ", pages at " + server.address() + "/account");

        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            background.close();
            passwords.close();
        }));
        new CountDownLatch(1).await();
    }
}
