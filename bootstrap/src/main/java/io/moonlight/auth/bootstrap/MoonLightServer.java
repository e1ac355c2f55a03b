package io.moonlight.auth.bootstrap;

import io.javalin.Javalin;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.bootstrap.monitoring.AccessLog;
import io.moonlight.auth.bootstrap.monitoring.ManagementServer;
import io.moonlight.auth.bootstrap.monitoring.Monitoring;
import io.moonlight.auth.bootstrap.monitoring.Readiness;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.HttpApiBuilder;
import io.moonlight.auth.http.javalin.AuthPlugin;
import io.moonlight.auth.http.javalin.HttpServerDefaults;
import io.moonlight.auth.postgres.JdbiAuthEvents;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.JdbiTransactions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * A whole server: every part wired as the settings say, serving until it is closed. It goes by the clock of the database.
 *
 * <p>Closing says "not ready" first and serves on for the time that the settings name, then lets running requests and
 * mails come to an end, and then closes the parts in reverse order. What is in the outbox stays there.
 */
public final class MoonLightServer implements AutoCloseable {

    private static final Duration DATABASE_LOOK = Duration.ofSeconds(1);
    private static final Duration LIMITER_LOOK = Duration.ofSeconds(1);

    /** Each look logs in to the mail server, which takes a second or more on some. */
    private static final Duration MAIL_LOOK = Duration.ofSeconds(10);

    private static final Duration LONGEST_MAIL_LOOK = Duration.ofSeconds(4);

    private final Closing closing;
    private final URI uri;
    private final URI managementUri;
    private final Optional<URI> mailbox;

    private MoonLightServer(Closing closing, URI uri, URI managementUri, Optional<URI> mailbox) {
        this.closing = closing;
        this.uri = uri;
        this.managementUri = managementUri;
        this.mailbox = mailbox;
    }

    /**
     * Starts a server; when this returns, it serves.
     *
     * @throws IllegalArgumentException if a part refuses its settings
     * @throws RuntimeException if a part cannot be started; whatever was started is closed again
     */
    public static MoonLightServer start(Settings settings) {
        return start(settings, new Closing());
    }

    /** Starts a server whose parts are added to {@code closing}, which can be closed during the start. */
    static MoonLightServer start(Settings settings, Closing closing) {
        return startOn(settings, Clock.systemUTC(), closing);
    }

    /** Starts a server on a machine with this clock, which counts until the database has told its own. */
    static MoonLightServer startOn(Settings settings, InstantSource machine) {
        return startOn(settings, machine, new Closing());
    }

    private static MoonLightServer startOn(Settings settings, InstantSource machine, Closing closing) {
        DatabaseClock clock = new DatabaseClock(machine);
        return start(settings, clock, (database, parts) -> parts.add("clock", clock.follow(database::now)), closing);
    }

    /** Starts a server that goes by this clock alone. */
    static MoonLightServer start(Settings settings, InstantSource clock) {
        return start(settings, clock, (database, closing) -> {}, new Closing());
    }

    private static MoonLightServer start(
            Settings settings,
            InstantSource clock,
            BiConsumer<JdbiTransactions, Closing> timekeeping,
            Closing closing) {
        try {
            return wire(settings, clock, timekeeping, closing);
        } catch (RuntimeException | Error e) {
            closing.close();
            throw e;
        }
    }

    private static MoonLightServer wire(
            Settings settings,
            InstantSource clock,
            BiConsumer<JdbiTransactions, Closing> timekeeping,
            Closing closing) {
        Database starting = Database.begin(settings, closing);
        RandomGenerator random = new SecureRandom();
        Secrets secrets = new DevelopmentSecrets(settings.dataDir(), random)
                .complete(settings.secrets(), settings.tokens().keys());
        TokenSigning tokens = TokenSigning.of(settings.tokens(), secrets, clock);
        Monitoring monitoring = closing.add("monitoring", new Monitoring(Version.current()));
        Mailing mailing = Mailing.of(settings, clock, random);
        SharedLimits limits = SharedLimits.open(settings, clock, closing);
        BcryptPasswordHasher passwords = closing.add(
                "password hasher",
                BcryptPasswordHasher.builder()
                        .cost(settings.bcryptCost())
                        .engine(settings.hashingEngine())
                        .queuePerLane(settings.hashingQueue())
                        .build());
        JdbiTransactions database = starting.transactions(random);
        JdbiAuthEvents trail = closing.add("audit trail", JdbiAuthEvents.start(database));
        AuthStore store = new JdbiAuthStore(database);

        Auth auth = Auth.builder()
                .store(store)
                .mailer(monitoring.metered(mailing.mailer()))
                .passwords(passwords)
                .tokens(tokens.signer())
                .limiter(limits.limiter())
                .events(new LoggingAuthEvents())
                .events(trail)
                .events(monitoring.events())
                .auditTrail(trail)
                .auditRetention(settings.auditRetention())
                .disclosure(settings.disclosure())
                .secret(secrets.secretKeyBytes())
                .clock(clock)
                .random(random)
                .codeLifetime(settings.codeLifetime())
                .accessTokenLifetime(settings.tokens().accessLifetime())
                .sessionPolicy(settings.tokens().sessions())
                .limits(settings.limits())
                .build();

        Readiness readiness = closing.add(
                "readiness",
                new Readiness(List.of(
                        new Readiness.Check("database", () -> answers(database), DATABASE_LOOK, Readiness.PATIENCE),
                        new Readiness.Check("rate_limiter", limits.ready(), LIMITER_LOOK, Readiness.PATIENCE),
                        new Readiness.Check("mail", mailing.ready(), MAIL_LOOK, LONGEST_MAIL_LOOK))));
        HttpApi api = api(auth, settings, readiness, tokens);
        AuthPlugin.Builder plugin = AuthPlugin.builder(api).observer(monitoring.requests());
        if (settings.logging().requests()) {
            plugin.observer(new AccessLog());
        }
        Drain drain = new Drain(settings.http().drain());
        drain.tell(api::drain);
        Javalin http = server(settings, plugin.build(), mailing.mailbox());
        monitoring.watch(starting.ready());
        timekeeping.accept(database, closing);
        monitoring.watch(passwords);
        monitoring.watch(trail);
        monitoring.watch(store.outbox(), clock);
        monitoring.watchLimits(limits.shared());
        monitoring.watch(readiness);
        closing.add("mail workers", auth.mailDispatcher().start(settings.mailWorkers()));
        closing.add("housekeeping", auth.housekeeper().start());
        ManagementServer management = closing.add(
                "management server",
                ManagementServer.start(
                        settings.http().host(), settings.http().managementPort(), monitoring, readiness, drain::began));
        closing.add("HTTP server", http::stop);
        http.start();
        closing.add("drain", drain);
        URI uri = URI.create("http://" + bracketed(settings.http().host()) + ":" + http.port());
        return new MoonLightServer(
                closing, uri, management.uri(), mailing.mailbox().map(mailbox -> uri.resolve(DevMailboxPage.PATH)));
    }

    private static HttpApi api(Auth auth, Settings settings, Readiness readiness, TokenSigning tokens) {
        HttpApiBuilder api = HttpApi.builder(auth)
                .ownsServer(true)
                .name(settings.appName())
                .version(Version.current())
                .defaultLanguage(settings.defaultLanguage())
                .readiness(readiness)
                .jwks(tokens::jwks)
                .trustedProxies(settings.http().trustedProxies())
                .corsOrigins(settings.http().corsAllowedOrigins())
                .corsLoopback(settings.development()
                        && settings.http().corsAllowedOrigins().isEmpty());
        settings.secrets().adminKey().ifPresent(api::adminKey);
        if (settings.debug()) {
            api.openApi(true).docsPath(DocPages.PATH);
        }
        return api.build();
    }

    private static Javalin server(Settings settings, AuthPlugin plugin, Optional<DevMailbox> mailbox) {
        return Javalin.create(config -> {
            HttpServerDefaults.apply(
                    config, settings.http().host(), settings.http().port());
            config.registerPlugin(plugin);
            if (settings.debug()) {
                DocPages.addTo(config);
            }
            mailbox.ifPresent(mails -> config.routes.get(DevMailboxPage.PATH, new DevMailboxPage(mails)));
        });
    }

    private static boolean answers(JdbiTransactions database) {
        try {
            database.ping();
            return true;
        } catch (AuthUnavailableException e) {
            return false;
        }
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** Where it serves. */
    public URI uri() {
        return uri;
    }

    /** Where operators find health and metrics. */
    public URI managementUri() {
        return managementUri;
    }

    /** Where the development mailbox is shown, if there is one. */
    public Optional<URI> mailbox() {
        return mailbox;
    }

    @Override
    public void close() {
        closing.close();
    }
}
