package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.ChangeEmail;
import io.moonlight.auth.application.ChangePassword;
import io.moonlight.auth.application.ChangeUsername;
import io.moonlight.auth.application.CheckEmail;
import io.moonlight.auth.application.DeleteAccount;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.LoginByCode;
import io.moonlight.auth.application.Logout;
import io.moonlight.auth.application.Refresh;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.ResetPassword;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.VerifyCode;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.JdbiDatabase;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.RoundTripProxy;
import io.moonlight.auth.postgres.TestPostgres;
import io.moonlight.auth.redis.RedisClients;
import io.moonlight.auth.redis.TestRedis;
import io.moonlight.auth.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** What each call costs: round trips to PostgreSQL, counted between client and server, and scripts on Redis. */
class RoundTripsTest {

    private static final byte[] SECRET = "a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8);
    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_eval(?:sha)?:calls=([0-9]+)");

    private final EmailAddress email = Samples.email();
    private final ClientInfo client = Samples.client("192.0.2.7");
    private final InMemoryMailer mailer = new InMemoryMailer();
    /** For how long a new pool uses a connection without a ping, half a second by default: a busy machine takes longer. */
    private static final String ALIVE_WINDOW = "com.zaxxer.hikari.aliveBypassWindowMs";

    private RoundTripProxy proxy;
    private HikariDataSource pool;
    private JdbiDatabase database;
    private TestRedis redis;
    private UnifiedJedis limits;
    private UnifiedJedis observer;
    private BcryptPasswordHasher passwords;
    private Auth auth;

    @BeforeEach
    void wire() throws Exception {
        TestPostgres.Access access = TestPostgres.migratedDatabase();
        proxy = new RoundTripProxy(access.address());
        System.setProperty(ALIVE_WINDOW, "600000");
        pool = PostgresDataSource.pool(access.throughPort(proxy.port())
                .settings()
                .withPoolSize(1)); // a larger one would fill itself meanwhile
        System.clearProperty(ALIVE_WINDOW);
        database = new JdbiDatabase(pool, new SecureRandom());
        redis = TestRedis.start();
        limits = RedisClients.connect(redis.uri().toString(), "round-trips", 1);
        observer = TestRedis.patientClient(redis.uri());
        passwords = new BcryptPasswordHasher(4);
        auth = Auth.builder()
                .store(new JdbiAuthStore(database))
                .mailer(mailer)
                .passwords(passwords)
                .tokens(new JwtTokenSigner(
                        JwtKeys.of(JwtKey.hs256(SECRET)), new JwtOptions("test", "test"), Clock.systemUTC()))
                .limiter(TestRedis.limiter(limits, Clock.systemUTC()))
                .events(new LoggingAuthEvents())
                .loginByCode(true)
                .secret(SECRET)
                .build();
    }

    @AfterEach
    void close() {
        passwords.close();
        limits.close();
        observer.close();
        redis.close();
        pool.close();
        proxy.close();
    }

    @Test
    void calls_fromTheFirstCheckToTheLastRefresh_costNoMoreThanPromised() {
        askWhatIsAskedOnce();
        assertCost(1, 1, () -> auth.checkEmail().handle(new CheckEmail.Command(email, client)));
        assertCost(1, 1, () -> send(CodePurpose.REGISTER));
        assertCost(1, 1, () -> assertRefused(CodePurpose.REGISTER, AuthError.RateLimited.class));
        VerificationCode code = delivered();
        assertCost(
                1,
                1,
                () -> auth.verifyCode().handle(new VerifyCode.Command(email, CodePurpose.REGISTER, code, client)));
        assertCost(
                3,
                1,
                () -> auth.register()
                        .handle(new Register.Command(
                                email, code, Samples.username(), new RawPassword("correct horse"), client)));

        assertCost(1, 2, () -> assertRefused(CodePurpose.REGISTER, AuthError.EmailTaken.class));
        AtomicReference<Tokens> tokens = new AtomicReference<>();
        assertCost(
                2,
                1,
                () -> tokens.set(auth.login()
                        .handle(new Login.Command(email, new PasswordAttempt("correct horse"), client))
                        .tokens()));
        assertCost(
                1,
                0,
                () -> tokens.set(
                        auth.refresh().handle(new Refresh.Command(tokens.get().refresh(), client))));
        assertAccountCalls(tokens);
        assertCost(
                1, 0, () -> auth.logout().handle(new Logout.Command(tokens.get().refresh(), client)));

        assertCost(1, 1, () -> send(CodePurpose.LOGIN));
        VerificationCode signIn = delivered();
        assertCost(3, 2, () -> auth.loginByCode().handle(new LoginByCode.Command(email, signIn, client)));

        assertCost(1, 1, () -> send(CodePurpose.RESET_PASSWORD));
        VerificationCode reset = delivered();
        assertCost( // the change is a transaction of two statements
                5,
                1,
                () -> auth.resetPassword()
                        .handle(new ResetPassword.Command(
                                email, reset, new RawPassword("a new password"), Language.ENGLISH, client)));
    }

    private void assertAccountCalls(AtomicReference<Tokens> tokens) {
        AtomicReference<Principal> who = new AtomicReference<>();
        assertCost(1, 0, () -> who.set(auth.authenticate(tokens.get().access())));
        assertCost(
                1,
                0,
                () -> auth.account()
                        .changeUsername()
                        .handle(new ChangeUsername.Command(who.get(), Samples.username(), client)));
        assertCost(1, 0, () -> auth.account().sessions().list(who.get()));
        assertCost(1, 0, () -> auth.account().sessions().endOthers(who.get(), client));
        assertCost( // the stored hash is read by the call itself: no principal holds it
                2,
                1,
                () -> auth.account()
                        .changePassword()
                        .handle(new ChangePassword.Command(
                                who.get(),
                                new PasswordAttempt("correct horse"),
                                new RawPassword("another horse"),
                                Language.ENGLISH,
                                client)));
        auth.mailDispatcher().dispatchOne();
        assertCost(1, 0, () -> auth.administration().list(UserFilter.ALL, new PageRequest(1, 20), client));
    }

    @Test
    void changeEmailAndDelete_costTheStoredHashTheCodeAndOneStatement() {
        askWhatIsAskedOnce();
        send(CodePurpose.REGISTER);
        PasswordAttempt password = new PasswordAttempt("correct horse");
        Tokens tokens = auth.register()
                .handle(new Register.Command(
                        email, delivered(), Samples.username(), new RawPassword("correct horse"), client))
                .tokens();
        Principal who = auth.authenticate(tokens.access());
        EmailAddress next = Samples.email();
        auth.sendCode().handle(new SendCode.Command(next, CodePurpose.CHANGE_EMAIL, Language.ENGLISH, client));
        assertThat(auth.mailDispatcher().dispatchOne()).isTrue();
        VerificationCode code = ((Mail.Code) mailer.lastTo(next).orElseThrow()).code();

        assertCost(
                3,
                2,
                () -> auth.account()
                        .changeEmail()
                        .handle(new ChangeEmail.Command(who, next, code, password, Language.ENGLISH, client)));
        assertThat(auth.mailDispatcher().dispatchOne()).isTrue();
        assertCost(2, 1, () -> auth.account().delete().handle(new DeleteAccount.Command(who, password, client)));
    }

    /**
     * The first call on a Redis that does not know the script yet costs one more; so does the first check of a password,
     * which asks what hashes are stored.
     */
    private void askWhatIsAskedOnce() {
        auth.checkEmail().handle(new CheckEmail.Command(Samples.email(), client));
        Login.Command stranger = new Login.Command(Samples.email(), new PasswordAttempt("x"), client);
        assertThatThrownBy(() -> auth.login().handle(stranger)).isInstanceOf(AuthException.class);
    }

    private void send(CodePurpose purpose) {
        auth.sendCode().handle(new SendCode.Command(email, purpose, Language.ENGLISH, client));
    }

    private void assertRefused(CodePurpose purpose, Class<? extends AuthError> why) {
        assertThatThrownBy(() -> send(purpose))
                .isInstanceOfSatisfying(
                        AuthException.class, e -> assertThat(e.error()).isInstanceOf(why));
    }

    private VerificationCode delivered() {
        assertThat(auth.mailDispatcher().dispatchOne()).isTrue();
        return ((Mail.Code) mailer.lastTo(email).orElseThrow()).code();
    }

    private void assertCost(int onPostgres, int onRedis, Runnable call) {
        database.ping(); // the pool asks a connection that was idle for a while whether it is alive
        long before = scripts();
        assertThat(proxy.roundTripsOf(call)).as("round trips to PostgreSQL").isEqualTo(onPostgres);
        assertThat(scripts() - before).as("scripts on Redis").isEqualTo(onRedis);
    }

    private long scripts() {
        long calls = 0;
        Matcher counted = SCRIPTS.matcher(observer.info("commandstats"));
        while (counted.find()) {
            calls += Long.parseLong(counted.group(1));
        }
        return calls;
    }
}
