package io.moonlight.auth.benchmarks;

import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresSettings;
import io.moonlight.auth.redis.TestRedis;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The server in production mode, with a PostgreSQL, a Redis and a mail server of its own, all on this machine. */
final class Stack implements AutoCloseable {

    static final String ADMIN_KEY = "0123456789-admin-key-of-the-benchmarks";
    private static final String MANY = "1000000";
    private static final int MOST_STEPS = 12;

    private final Scratch home = Scratch.make();
    private final EmbeddedPostgres postgres = EmbeddedPostgres.start(home.folder());
    private final TestRedis redis = TestRedis.start("--save", "", "--appendonly", "no");
    private final MailSink mails = new MailSink();
    private final Map<String, String> settings = new HashMap<>();
    private final PasswordHash hash;
    private final Server server;
    private final URI uri;
    private boolean warm;
    private long users;
    private long sessions;

    /**
     * Starts everything, with so many users.
     *
     * @param cost of the users' password hash, and of new ones
     * @param more settings that win over the ones here
     */
    Stack(int cost, long manyUsers, long manySessions, Map<String, String> more)
            throws IOException, InterruptedException, SQLException {
        try (BcryptPasswordHasher hasher = new BcryptPasswordHasher(cost)) {
            hash = hasher.hash(new RawPassword(Seed.PASSWORD), ClientInfo.LOCAL);
        }
        PostgresMigrations.migrate(PostgresDataSource.unbounded(
                PostgresSettings.of(postgres.jdbcUrl(), postgres.user(), postgres.password())));
        grow(manyUsers, manySessions);
        settings.put("APP_ENV", cost < 10 ? "development" : "production");
        settings.put("PORT", "0");
        settings.put("MANAGEMENT_PORT", "0");
        settings.put("SECRET_KEY", "k8Qm2vX9pL4tR7wZ1nB6cJ3hF5dG0sAe");
        settings.put("JWT_SECRET_KEY", "Zr4Tg7Yh1Uj9Ik2Ol5Pm8Qn3Wb6Ec0Vx");
        settings.put("DATABASE_URL", url());
        settings.put("REDIS_URL", redis.uri().toString());
        settings.put("SMTP_HOST", "127.0.0.1");
        settings.put("SMTP_PORT", Integer.toString(mails.port()));
        settings.put("SMTP_TLS", "false");
        settings.put("SMTP_FROM", "login@example.org");
        settings.put("BCRYPT_COST", Integer.toString(cost));
        settings.put("ADMIN_API_KEY", ADMIN_KEY);
        // One machine plays all clients: what limits one address would end the run, not measure it.
        settings.put("CHECK_EMAIL_PER_MINUTE", "1000000000");
        settings.put("CODES_PER_ADDRESS", "0");
        settings.put("LOGIN_MAX_FAILURES_PER_ADDRESS", MANY);
        settings.put("LOGIN_MAX_FAILURES_PER_EMAIL", "100000");
        settings.put("LOGIN_MAX_FAILURES", "1000");
        settings.put("WRONG_CODES_PER_ADDRESS", MANY);
        settings.put("WRONG_CODES_PER_EMAIL", "1000");
        settings.put("DATA_DIR", System.getProperty("java.io.tmpdir"));
        settings.putAll(more);
        server = Server.start(settings);
        uri = server.uri();
    }

    private String url() {
        return withLogin(postgres.jdbcUrl());
    }

    private String withLogin(String jdbcUrl) {
        return jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "user=" + postgres.user() + "&password="
                + postgres.password();
    }

    /** Makes a database with as many users, whose tables the jar of these settings creates, and puts it into them. */
    void addDatabase(Map<String, String> other) throws IOException, InterruptedException, SQLException {
        String name = "other";
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        String jdbcUrl = postgres.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
        other.put("DATABASE_URL", withLogin(jdbcUrl));
        Map<String, String> migration = new HashMap<>(other);
        migration.remove("JAVA_FLAGS"); // would write over the log of the server that they are for
        Server.run(migration, "migrate");
        Seed.users(jdbcUrl, postgres.user(), postgres.password(), hash, users, sessions);
    }

    /** Makes users and sessions up to these numbers. */
    void grow(long moreUsers, long moreSessions) throws SQLException {
        users = moreUsers;
        sessions = moreSessions;
        Seed.users(postgres.jdbcUrl(), postgres.user(), postgres.password(), hash, users, sessions);
    }

    /** Asks the database for a number. */
    long number(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    Server server() {
        return server;
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    MailSink mails() {
        return mails;
    }

    PasswordHash hash() {
        return hash;
    }

    /** A load on the server, which the first one finds warm: at cost 12 alone its HTTP would stay cold for minutes. */
    Load load(Duration warmUp, Duration measured) throws IOException, InterruptedException {
        if (!warm) {
            warm = true;
            warm(uri);
        }
        return new Load(uri, warmUp, measured);
    }

    /** Light load, which leaves the compilers their share, until three steps in a row were no faster than the ones before. */
    void warm(URI server) throws IOException, InterruptedException {
        Load step = new Load(server, Duration.ZERO, Duration.ofSeconds(10));
        double fastest = 0;
        int steps = 0;
        for (int slow = 0; slow < 3 && steps < MOST_STEPS; steps++) {
            Load.Running checking = step.begin(1, Callers.checks(100));
            double rate = step.run(1, Callers.refreshes(server, 1)).rate();
            rate += checking.await().rate();
            slow = rate > fastest * 1.03 ? 0 : slow + 1;
            fastest = Math.max(fastest, rate);
        }
        System.out.printf(Locale.ROOT, "warm after %d s%n%n", steps * 10);
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() throws IOException {
        server.close();
        mails.close();
        redis.close();
        postgres.close();
        home.close();
    }
}
