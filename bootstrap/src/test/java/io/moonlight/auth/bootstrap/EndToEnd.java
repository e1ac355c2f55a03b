package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What end-to-end tests share: one server on real PostgreSQL, Redis and SMTP for a test class, under a movable clock
 * (Redis runs by its own), and the walk that gets a person registered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndToEnd {

    static final String PASSWORD = "correct horse";

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    final MutableClock clock = new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    /** A new user in each test. */
    String email = "";

    RealParts parts;
    MoonLightServer server;

    private final List<MoonLightServer> lastingServers = new ArrayList<>();

    /** Settings that differ from those of {@link RealParts#settings()}. */
    Map<String, String> overrides() {
        return Map.of();
    }

    @BeforeAll
    void startServer() {
        parts = new RealParts();
        server = anotherServer();
    }

    @BeforeEach
    void newIdentity() {
        email = email();
    }

    @AfterAll
    void stopServer() {
        Stream.concat(Stream.of(server), lastingServers.stream()).parallel().forEach(MoonLightServer::close);
        parts.close();
    }

    /** Another server on the same parts. The caller closes it. */
    final MoonLightServer anotherServer() {
        return anotherServer(Map.of());
    }

    /** The same with settings that differ once more. */
    final MoonLightServer anotherServer(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(parts.settings());
        settings.putAll(overrides());
        settings.putAll(more);
        return MoonLightServer.start(SettingsReader.read(settings), clock);
    }

    /** The same, closed together with {@link #server}: a stop waits for clients that keep their connections. */
    final MoonLightServer lastingServer(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(more);
        settings.put("DATABASE_POOL_SIZE", "2"); // there may be many of them
        MoonLightServer lasting = anotherServer(settings);
        lastingServers.add(lasting);
        return lasting;
    }

    /** A client at an address of its own. */
    final Api api() {
        return Api.of(server.uri()).from(address());
    }

    static String address() {
        int number = ADDRESSES.incrementAndGet();
        return "10." + number / 65_536 % 256 + "." + number / 256 % 256 + "." + number % 256;
    }

    static String email() {
        return Samples.email().value();
    }

    static String username() {
        return Samples.username().value();
    }

    /** Asks for a code, and reads it in the mail. */
    final String code(Api api, String email, String type) {
        EmailAddress to = new EmailAddress(email);
        int before = parts.smtp().mailsTo(to).size();
        api.post("send-code", "email", email, "type", type).ok("验证码已发送");
        return parts.smtp().awaitMailTo(to, before + 1).code();
    }

    final Answer register(Api api, String email) {
        return register(api, email, code(api, email, "register"), username());
    }

    final Answer register(Api api, String email, String code, String username) {
        return api.post("register", "email", email, "code", code, "username", username, "password", PASSWORD);
    }

    final Answer login(Api api, String email, String password) {
        return api.post("login", "email", email, "password", password);
    }

    final Answer refresh(Api api, String token) {
        return api.post("refresh", "refresh_token", token);
    }

    /** Another code than this one. */
    static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    /** A user from elsewhere. */
    final void insertUser(String email, String passwordHash) {
        parts.execute(
                "INSERT INTO users (email, username, password_hash, is_active, is_verified, created_at, updated_at)"
                        + " VALUES ('" + email + "', '" + username() + "', '" + passwordHash
                        + "', true, true, now(), now())");
    }

    /** The only value of the only row. */
    final String value(String sql) {
        return parts.value(sql);
    }

    final long count(String table) {
        return Long.parseLong(value("SELECT count(*) FROM " + table));
    }
}
