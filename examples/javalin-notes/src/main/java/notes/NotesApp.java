package notes;

import io.javalin.Javalin;
import io.javalin.http.NotFoundResponse;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.application.background.BackgroundWork;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.AuthPlugin;
import io.moonlight.auth.http.javalin.HttpServerDefaults;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.PostgresMigrations;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;

/** The application: its own page and notes, and the library's calls below {@code /api/v1}. */
final class NotesApp implements AutoCloseable {

    private final BcryptPasswordHasher passwords;
    private final BackgroundWork work;
    private final Javalin http;

    private NotesApp(BcryptPasswordHasher passwords, BackgroundWork work, Javalin http) {
        this.passwords = passwords;
        this.work = work;
        this.http = http;
    }

    /**
     * Starts it.
     *
     * @param secret random, of at least 32 bytes, and the same at each start
     * @param tokenSecret another one
     * @param bcryptCost 12 in life
     * @param port 0 for any free one
     */
    static NotesApp start(
            DataSource dataSource, Mailer mailer, byte[] secret, byte[] tokenSecret, int bcryptCost, int port) {
        Notes notes = new Notes(dataSource);
        notes.createTable();
        PostgresMigrations.migrate(dataSource); // makes the tables, and brings them up to date

        var clock = Clock.systemUTC();
        var random = new SecureRandom();
        var passwords = new BcryptPasswordHasher(bcryptCost); // 12 in life
        Auth auth = Auth.builder()
                .store(new JdbiAuthStore(dataSource, random))
                .mailer(mailer)
                .passwords(passwords)
                .tokens(new JwtTokenSigner(
                        JwtKeys.of(JwtKey.hs256(tokenSecret)), new JwtOptions("notes", "notes"), clock))
                .limiter(new InMemoryRateLimiter(clock))
                .events(new LoggingAuthEvents())
                .secret(secret)
                .build();
        BackgroundWork work = auth.startBackgroundWork(2); // delivers mails, removes expired data

        HttpApi api = HttpApi.builder(auth).basePath("/api/v1").build();
        AuthPlugin login = AuthPlugin.builder(api).protectsServer(true).build(); // from slow clients
        Javalin http = Javalin.create(config -> {
            HttpServerDefaults.apply(config, "127.0.0.1", port); // bodies of at most 16 KiB
            config.registerPlugin(login); // POST /api/v1/auth/login and all the others
            login.guard(config.routes, "/notes"); // this path and all below it: signed-in users only
            config.routes.get("/notes", ctx -> {
                UserId me = AuthPlugin.principal(ctx).user().id();
                ctx.json(notes.of(me));
            });
            config.routes.get("/notes/{id}", ctx -> {
                UserId me = AuthPlugin.principal(ctx).user().id();
                long id = ctx.pathParamAsClass("id", Long.class).get();
                ctx.json(notes.find(me, id).orElseThrow(NotFoundResponse::new));
            });
            config.routes.post("/notes", ctx -> {
                UserId me = AuthPlugin.principal(ctx).user().id();
                ctx.status(201).json(notes.add(me, ctx.body()));
            });
            config.routes.get("/", ctx -> ctx.result("An application with notes."));
        });
        http.start();
        return new NotesApp(passwords, work, http);
    }

    int port() {
        return http.port();
    }

    /** Who made it closes it: all but the data source and the mailer. */
    @Override
    public void close() {
        http.stop();
        work.close();
        passwords.close();
    }
}
