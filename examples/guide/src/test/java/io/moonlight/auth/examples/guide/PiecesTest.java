package io.moonlight.auth.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.AuthBuilder;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.smtp.Sender;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.verifier.AccessTokenVerifier;
import io.moonlight.auth.verifier.InvalidAccessTokenException;
import jakarta.mail.Session;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The pieces of the guide that no other example runs. */
class PiecesTest {

    private static final Logger TOMCATS_LOG = Logger.getLogger("org.apache");

    private static final EmailAddress EMAIL = new EmailAddress("me@example.org");

    private static final LimitPolicy FEW_FAILURES =
            new LimitPolicy(20, Duration.ofSeconds(60), 10, 0, 20, 60, 10, 2, 100);

    private final InMemoryMailer mails = new InMemoryMailer();
    private final MutableClock clock = MutableClock.start();

    private AuthBuilder builder() {
        return Auth.builder()
                .store(new InMemoryStore())
                .limiter(new InMemoryRateLimiter(clock))
                .clock(clock)
                .mailer(mails)
                .passwords(new InMemoryPasswordHasher(Samples.random()))
                .tokens(new InMemoryTokenSigner(Samples.hasher(), clock))
                .events(event -> {})
                .secret("a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8));
    }

    private SignedIn registered(Auth auth) {
        auth.sendCode().handle(new SendCode.Command(EMAIL, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        OwnScheduler.dispatchMails(auth);
        return auth.register()
                .handle(new Register.Command(
                        EMAIL,
                        mails.lastCodeTo(EMAIL).orElseThrow(),
                        new Username("moon"),
                        new RawPassword("correct horse"),
                        ClientInfo.LOCAL));
    }

    @Test
    void servlets_inAContainer_answerCallsAndGuardThePathsOfTheApplication() throws Exception {
        HttpApi api = HttpApi.builder(builder().build()).build();
        TOMCATS_LOG.setLevel(Level.SEVERE);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context application = tomcat.addContext("", null);
        application.addServletContainerInitializer(
                (classes, context) -> {
                    Servlets.add(context, api);
                    Servlets.addPages(context, api);
                },
                null);
        Tomcat.addServlet(application, "notes", new HttpServlet() {}).addMapping("/");
        tomcat.start();
        try {
            String root = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
            for (String path : List.of("/api/v1/users/me", "/notes", "/notes/1")) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(root + path)).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.body()).as(path).contains("INVALID_TOKEN");
            }
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(root + "/login/sign-in"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html;");
            assertThat(page.body()).contains("Notes");
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    @Test
    void events_ofARegistration_areHeard() {
        List<UserId> welcomed = new ArrayList<>();
        AuthBuilder builder = builder();
        Events.listen(builder, welcomed::add);

        SignedIn newcomer = registered(builder.build());

        assertThat(welcomed).containsExactly(newcomer.user().id());
    }

    @Test
    void login_ofEachKind_isAnsweredInWords() {
        Auth auth = builder().limits(FEW_FAILURES).build();
        registered(auth);

        assertThat(Answers.login(auth, EMAIL.value(), "correct horse")).isEqualTo("Hello moon");
        assertThat(Answers.login(auth, EMAIL.value(), "wrong horse")).isEqualTo("Email or password is wrong");
        assertThat(Answers.login(auth, "moon", "correct horse")).isEqualTo("That is not an address");
        Answers.login(auth, EMAIL.value(), "wrong horse");
        assertThat(Answers.login(auth, EMAIL.value(), "correct horse")).startsWith("Try again in ");
    }

    @Test
    void login_whileAPartIsDown_saysWhenToTryAgain() {
        Auth auth = builder().limiter(new BrokenLimiter()).build();

        assertThat(Answers.login(auth, EMAIL.value(), "correct horse")).isEqualTo("Not now; try again in 1 seconds");
    }

    @Test
    void greet_byAnAccessToken_namesItsUserAndNobodyElse() {
        Auth auth = builder().build();
        SignedIn user = registered(auth);

        assertThat(Guard.greet(auth, "Bearer " + user.tokens().access())).isEqualTo("Hello moon");
        assertThatThrownBy(() -> Guard.greet(auth, "")).isInstanceOf(AuthException.class);
        assertThat(Guard.client("[2001:db8::7]:443", "browser").address()).isPresent();
    }

    @Test
    void steps_ofASchedulerOfOnesOwn_comeToAnEnd() {
        Auth auth = builder().build();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        OwnScheduler.keepHouse(auth);

        assertThat(OwnScheduler.schedule(auth, scheduler)).hasSize(2).noneMatch(Future::isDone);
        assertThat(scheduler.shutdownNow()).isNotEmpty();
    }

    @Test
    void keys_oneOfThemFormer_areBothPublishedAndOneSigns() throws Exception {
        KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
        p256.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair current = p256.generateKeyPair();
        KeyPair former = p256.generateKeyPair();

        TokenSigner signer = TokenKeys.signer(
                pem("PRIVATE KEY", current.getPrivate().getEncoded()),
                pem("PUBLIC KEY", former.getPublic().getEncoded()));

        SignedIn user =
                registered(builder().tokens(signer).clock(Clock.systemUTC()).build());
        assertThat(user.tokens().access()).matches("[^.]+\\.[^.]+\\.[^.]+");
    }

    @Test
    void verifier_inAnotherService_takesWhatTheLoginServerSigns() throws Exception {
        KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
        p256.initialize(new ECGenParameterSpec("secp256r1"));
        JwtKeys keys = JwtKeys.of(JwtKey.es256(
                pem("PRIVATE KEY", p256.generateKeyPair().getPrivate().getEncoded())));
        TokenSigner signer = new JwtTokenSigner(keys, new JwtOptions("my-app", "my-app"), Clock.systemUTC());
        SignedIn user =
                registered(builder().tokens(signer).clock(Clock.systemUTC()).build());
        HttpServer published = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] jwks = keys.jwks().getBytes(StandardCharsets.UTF_8);
        published.createContext("/jwks.json", exchange -> {
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
            exchange.close();
        });
        published.start();
        try {
            AccessTokenVerifier verifier = OtherService.verifier(
                    URI.create("http://127.0.0.1:" + published.getAddress().getPort() + "/jwks.json"));

            assertThat(OtherService.user(verifier, user.tokens().access()))
                    .isEqualTo(user.user().id().value());
            assertThatThrownBy(() -> OtherService.user(verifier, user.tokens().refresh()))
                    .isInstanceOf(InvalidAccessTokenException.class);
        } finally {
            published.stop(0);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    @Test
    void limits_duringAnOutageOfRedis_areCountedInThisProcess() throws IOException {
        try (RedisClient redis = Limits.client(closedPort())) {
            Auth auth = builder()
                    .limiter(Limits.onRedis(redis))
                    .limits(FEW_FAILURES)
                    .build();

            registered(auth);

            assertThat(Answers.login(auth, EMAIL.value(), "correct horse")).isEqualTo("Hello moon");
            Answers.login(auth, EMAIL.value(), "wrong horse");
            assertThat(Answers.login(auth, EMAIL.value(), "correct horse")).startsWith("Try again in ");
        }
    }

    @Test
    void admission_ofCustomers_refusesOthersUntilTheyAreInvited() {
        AuthBuilder builder = builder();
        OwnAdmission.customersOnly(builder, Set.of("customer.example"));
        Auth auth = builder.build();
        assertThatThrownBy(() -> registered(auth)).isInstanceOf(AuthException.class);

        OwnAdmission.invite(auth, EMAIL);

        assertThat(registered(auth).user().roles().names()).containsExactly("editor");
    }

    @Test
    void mailers_withoutAServer_areFaultsAtTheFirstMail() throws IOException {
        int port = closedPort();
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(port));
        Mail mail = new Mail.AlreadyRegistered(EMAIL, Language.ENGLISH);

        for (Mailer mailer : List.of(
                Mails.byOptions("127.0.0.1", port, "user", "password"),
                Mails.bySession(Session.getInstance(properties), new Sender(EMAIL, "My App")))) {
            assertThatThrownBy(() -> mailer.send(mail)).isInstanceOf(AuthUnavailableException.class);
        }
    }

    /** A port without a listener. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A limiter whose store is gone. */
    private static final class BrokenLimiter implements RateLimiter {

        @Override
        public Optional<Duration> acquire(List<Budget> budgets) {
            throw new AuthUnavailableException("limits", new IllegalStateException("gone"));
        }

        @Override
        public void release(List<Budget> budgets) {
            throw new AuthUnavailableException("limits", new IllegalStateException("gone"));
        }

        @Override
        public void clear(List<Budget> budgets) {
            throw new AuthUnavailableException("limits", new IllegalStateException("gone"));
        }
    }
}
