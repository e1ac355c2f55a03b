package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import io.moonlight.auth.redis.TestRedis;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The packaged server, started by its script, on a PostgreSQL, a Redis and a mail server of its own, each of them a real
 * one. What a setting says beside addresses is only that one machine may play a crowd, and that hashing is cheap.
 */
final class Stack implements AutoCloseable {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** Hashing that costs little, and limits that a crowd on one machine does not meet. */
    private static final Map<String, String> CROWDED = Map.of(
            "TRUSTED_PROXIES", "127.0.0.1/32",
            "BCRYPT_COST", "4",
            "VERIFICATION_CODE_COOLDOWN_SECONDS", "1",
            "VERIFICATION_CODE_DAILY_LIMIT", "1000",
            "WRONG_CODES_PER_EMAIL", "1000",
            "LOGIN_MAX_FAILURES", "20",
            "LOGIN_MAX_FAILURES_PER_EMAIL", "10000",
            "CODES_PER_ADDRESS", "0",
            "CHECK_EMAIL_PER_MINUTE", "100000");

    private final Path folder;
    private final Postgres postgres;
    private final Optional<TestRedis> redis;
    private final TestSmtpServer smtp;
    private final Map<String, String> settings = new TreeMap<>(CROWDED);
    private final List<Api> servers = new CopyOnWriteArrayList<>();
    private ServerProcess server;
    private boolean closed;

    private Stack(
            Path folder, Postgres postgres, Optional<TestRedis> redis, TestSmtpServer smtp, Map<String, String> more)
            throws IOException {
        this.folder = folder;
        this.postgres = postgres;
        this.redis = redis;
        this.smtp = smtp;
        int port = freePort();
        settings.put("JAVA_HOME", System.getProperty("java.home"));
        settings.put("PORT", Integer.toString(port));
        settings.put("MANAGEMENT_PORT", Integer.toString(freePort()));
        settings.put("SMTP_HOST", "127.0.0.1");
        settings.put("SMTP_PORT", Integer.toString(smtp.port()));
        settings.put("SMTP_TLS", "false");
        settings.put("SMTP_FROM", "login@moonlight.example");
        settings.put("ACCESS_LOG", "false");
        settings.putAll(more);
        servers.add(Api.of(URI.create("http://127.0.0.1:" + port)));
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAtOnce));
        server = start();
        server.uri();
    }

    /** Starts everything. */
    static Stack begin() throws IOException {
        return begin(TestRedis.start(), TestSmtpServer.startPlain(), Map.of());
    }

    /** Starts everything on this Redis and this mail server, with settings that win over those of here. */
    static Stack begin(TestRedis redis, TestSmtpServer smtp, Map<String, String> more) throws IOException {
        Path folder = Postgres.newFolder();
        return begin(folder, Postgres.startIn(folder), redis, smtp, more);
    }

    /** Starts everything on this PostgreSQL. */
    static Stack begin(Postgres postgres) throws IOException {
        return begin(Postgres.newFolder(), postgres, TestRedis.start(), TestSmtpServer.startPlain(), Map.of());
    }

    private static Stack begin(
            Path folder, Postgres postgres, TestRedis redis, TestSmtpServer smtp, Map<String, String> more)
            throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("SECRET_KEY", "k8Qm2vX9pL4tR7wZ1nB6cJ3hF5dG0sAe");
        settings.put("JWT_SECRET_KEY", "Zr4Tg7Yh1Uj9Ik2Ol5Pm8Qn3Wb6Ec0Vx");
        settings.put("DATABASE_URL", postgres.url());
        settings.put("REDIS_URL", redis.uri().toString());
        settings.putAll(more);
        return new Stack(folder, postgres, Optional.of(redis), smtp, settings);
    }

    /** Starts a server that has all but the mail server of its own, with its data in this folder. */
    static Stack beginEmbedded(Path dataDir) throws IOException {
        return new Stack(
                Postgres.newFolder(),
                Postgres.ofServer(dataDir),
                Optional.empty(),
                TestSmtpServer.startPlain(),
                Map.of("DATA_DIR", dataDir.toString()));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private ServerProcess start() {
        return ServerProcess.start(
                folder, settings, PROJECT.resolve("bin/moonlight-auth").toString());
    }

    /** Begins to start the server again, at the same port. */
    void startAgain() {
        server = start();
    }

    /** Where the server runs. */
    Path folder() {
        return folder;
    }

    ServerProcess server() {
        return server;
    }

    /** From now on clients ask this server, too. */
    void join(URI another) {
        servers.add(Api.of(another));
    }

    /** A client of all servers, whichever processes they are, at an address of its own. */
    Client client(int number, Observations seen) {
        String address = "10." + number / 65_536 % 256 + "." + number / 256 % 256 + "." + number % 256;
        return new Client(servers.stream().map(api -> api.from(address)).toList(), seen);
    }

    Postgres postgres() {
        return postgres;
    }

    TestRedis redis() {
        return redis.orElseThrow();
    }

    TestSmtpServer smtp() {
        return smtp;
    }

    Mails mails() {
        return new Mails(() -> List.of(smtp));
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Leaves no process behind if the tests are stopped in the middle. */
    private void endAtOnce() {
        if (!closed) {
            server.kill();
            postgres.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        smtp.close();
        redis.ifPresent(TestRedis::close);
        postgres.close();
        deleteTree(folder);
    }

    static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
