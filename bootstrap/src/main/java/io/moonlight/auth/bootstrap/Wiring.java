package io.moonlight.auth.bootstrap;

import io.javalin.Javalin;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.bootstrap.development.DevPages;
import io.moonlight.auth.bootstrap.development.DevelopmentSecrets;
import io.moonlight.auth.bootstrap.development.DocPages;
import io.moonlight.auth.bootstrap.monitoring.AccessLog;
import io.moonlight.auth.bootstrap.monitoring.ManagementServer;
import io.moonlight.auth.bootstrap.monitoring.Monitoring;
import io.moonlight.auth.bootstrap.monitoring.Readiness;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.TokenSettings;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.HttpApiBuilder;
import io.moonlight.auth.http.javalin.AuthPlugin;
import io.moonlight.auth.http.javalin.HttpServerDefaults;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.postgres.JdbiAuthEvents;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.JdbiDatabase;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** Wires the parts of one server. The parts that must be closed are added to {@link Closing}, in the order of the start. */
final class Wiring {

    private static final Duration DATABASE_CHECK = Duration.ofSeconds(1);
    private static final Duration LIMITER_CHECK = Duration.ofSeconds(1);

    /** Each check logs in to the mail server, which takes a second or more on some. */
    private static final Duration MAIL_CHECK = Duration.ofSeconds(10);

    private static final Duration MAIL_CHECK_TIMEOUT = Duration.ofSeconds(4);

    private final Settings settings;
    private final InstantSource clock;
    private final Closing closing;
    private final RandomGenerator random = new SecureRandom();
    private final Database starting;
    private final DevelopmentSecrets secrets;
    private final JwtKeys keys;
    private final Monitoring monitoring;
    private final Mailing mailing;
    private final SharedLimits limits;
    private final BcryptPasswordHasher passwords;
    private final JdbiDatabase database;
    private final JdbiAuthEvents trail;
    private final AuthStore store;

    /** Known when the management server has started. */
    private final AtomicInteger managementPort = new AtomicInteger();

    /** Opens the parts below the use cases; the database starts in the background meanwhile. */
    Wiring(Settings settings, InstantSource clock, Closing closing) {
        this.settings = settings;
        this.clock = clock;
        this.closing = closing;
        this.starting = Database.begin(settings, closing);
        this.secrets = new DevelopmentSecrets(settings.dataDir(), random);
        this.keys = keys(settings.tokens(), secrets);
        this.monitoring = closing.add("monitoring", new Monitoring(Version.current()));
        this.mailing = Mailing.of(settings, clock, random);
        this.database = starting.database(random);
        this.limits = SharedLimits.open(settings, database, clock, closing);
        this.passwords = closing.add(
                "password hasher",
                BcryptPasswordHasher.builder()
                        .cost(settings.bcryptCost())
                        .engine(settings.hashingEngine())
                        .queuePerLane(settings.hashingQueue())
                        .build());
        this.trail = closing.add("audit trail", JdbiAuthEvents.start(database));
        this.store = new JdbiAuthStore(database);
    }

    private static JwtKeys keys(TokenSettings tokens, DevelopmentSecrets secrets) {
        return JwtKeys.of(
                secrets.signingKey(tokens.keys()), tokens.keys().verifying().toArray(JwtKey[]::new));
    }

    /**
     * Starts the server as soon as the database is ready.
     *
     * @param timekeeping is called with the database when it is ready
     */
    MoonLightServer serve(BiConsumer<JdbiDatabase, Closing> timekeeping) {
        Auth auth = auth();
        Readiness readiness = closing.add("readiness", readiness());
        HttpApi api = api(auth, readiness);
        Drain drain = new Drain(settings.http().drain(), api::drain);
        Javalin http = server(api);
        monitoring.watch(starting.ready());
        timekeeping.accept(database, closing);
        monitoring.watch(passwords);
        monitoring.watch(trail);
        monitoring.watchLimits(limits.shared());
        monitoring.poll(store.outbox(), clock, readiness);
        closing.add("background work", auth.startBackgroundWork(settings.mailWorkers()));
        ManagementServer management = closing.add(
                "management server",
                ManagementServer.start(
                        settings.http().host(), settings.http().managementPort(), monitoring, readiness, drain::began));
        managementPort.set(management.uri().getPort());
        closing.add("HTTP server", http::stop);
        http.start();
        closing.add("drain", drain);
        URI uri = URI.create("http://" + bracketed(settings.http().host()) + ":" + http.port());
        return new MoonLightServer(
                closing, uri, management.uri(), mailing.mailbox().map(mailbox -> uri.resolve(DevPages.MAILS_PATH)));
    }

    private Auth auth() {
        TokenSettings tokens = settings.tokens();
        JwtOptions options = new JwtOptions(tokens.issuer(), tokens.audience());
        return Auth.builder()
                .store(store)
                .mailer(monitoring.metered(mailing.mailer()))
                .passwords(passwords)
                .tokens(new JwtTokenSigner(keys, options, clock))
                .limiter(limits.limiter())
                .events(new LoggingAuthEvents())
                .events(trail)
                .events(monitoring.events())
                .auditTrail(trail)
                .auditRetention(settings.auditRetention())
                .disclosure(settings.disclosure())
                .loginByCode(settings.loginByCode())
                .secret(secrets.secretKey(settings.secrets()))
                .clock(clock)
                .random(random)
                .codeLifetime(settings.codeLifetime())
                .accessTokenLifetime(tokens.accessLifetime())
                .sessionPolicy(tokens.sessions())
                .limits(settings.limits())
                .admission(settings.registration().policy())
                .build();
    }

    private Readiness readiness() {
        return new Readiness(List.of(
                new Readiness.Check("database", this::databaseAnswers, DATABASE_CHECK, Readiness.TIMEOUT),
                new Readiness.Check("rate_limiter", limits.ready(), LIMITER_CHECK, Readiness.TIMEOUT),
                new Readiness.Check("mail", mailing.ready(), MAIL_CHECK, MAIL_CHECK_TIMEOUT)));
    }

    private boolean databaseAnswers() {
        try {
            database.ping();
            return true;
        } catch (AuthUnavailableException e) {
            return false;
        }
    }

    private HttpApi api(Auth auth, Readiness readiness) {
        String jwks = keys.jwks();
        HttpApiBuilder api = HttpApi.builder(auth)
                .ownsServer(true)
                .name(settings.appName())
                .version(Version.current())
                .defaultLanguage(settings.defaultLanguage())
                .readiness(readiness)
                .jwks(() -> jwks)
                .trustedProxies(settings.http().trustedProxies())
                .corsOrigins(settings.http().corsAllowedOrigins())
                .corsLoopback(settings.development()
                        && settings.http().corsAllowedOrigins().isEmpty())
                .plainHttp(settings.development());
        settings.http().publicOrigin().ifPresent(api::publicOrigin);
        settings.secrets().adminKey().ifPresent(api::adminKey);
        if (settings.debug()) {
            api.openApi(true).docsPath(DocPages.PATH);
        }
        return api.build();
    }

    private Javalin server(HttpApi api) {
        AuthPlugin.Builder plugin = AuthPlugin.builder(api).observer(monitoring.requests());
        if (settings.logging().requests()) {
            plugin.observer(new AccessLog());
        }
        AuthPlugin built = plugin.build();
        return Javalin.create(config -> {
            HttpServerDefaults.apply(
                    config, settings.http().host(), settings.http().port());
            config.registerPlugin(built);
            if (settings.debug()) {
                DocPages.addTo(config);
            }
            if (settings.pages().served()) {
                PagesWiring.addTo(config.routes, api, settings);
            }
            if (settings.development()) {
                PagesWiring.development(api, settings, mailing.mailbox(), managementPort::get)
                        .addTo(config.routes);
            }
        });
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
