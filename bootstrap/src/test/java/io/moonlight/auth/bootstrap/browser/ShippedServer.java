package io.moonlight.auth.bootstrap.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.OneConnection;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import io.moonlight.auth.postgres.TestPostgres;
import io.moonlight.auth.testkit.Samples;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packaged server in development, as a first start makes it: a process, with its embedded PostgreSQL and its
 * mailbox. One serves all tests of a run.
 */
final class ShippedServer implements AutoCloseable {

    static final String ADMIN_KEY = "the-key-of-the-administrator-of-these-tests";
    static final String PASSWORD = "correct horse";

    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int PORT_LINE = 3;

    private final Path folder;
    private final Map<String, String> settings;
    private ServerProcess process;
    private OneConnection database;

    private ShippedServer(Path folder, Map<String, String> settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.process = ServerProcess.start(folder, settings);
        this.database = connect();
    }

    /** Starts one with settings that differ from those of a first start. */
    static ShippedServer start(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PORT", "0");
        settings.put("MANAGEMENT_PORT", "0");
        settings.put("ADMIN_API_KEY", ADMIN_KEY);
        settings.put("BCRYPT_COST", "6");
        settings.put("TRUSTED_PROXIES", "127.0.0.1/32");
        settings.put("CODES_PER_ADDRESS", "0");
        settings.put("LOGIN_MAX_FAILURES", "3");
        settings.put("LOGIN_BY_CODE", "true");
        settings.put("VERIFICATION_CODE_COOLDOWN_SECONDS", "3");
        settings.putAll(more);
        try {
            return new ShippedServer(Files.createTempDirectory("shipped-server"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again in its folder, after it was killed. */
    void restart() {
        database.close();
        process = ServerProcess.start(folder, settings);
        try {
            database = connect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OneConnection connect() throws IOException {
        process.uri(); // it serves, so its database does
        String port = postmaster().get(PORT_LINE);
        String password = Files.readString(home().resolve("password")).strip();
        return new OneConnection(
                new TestPostgres.Access("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "moonlight", password));
    }

    private Path home() {
        return folder.resolve("data/postgres");
    }

    private List<String> postmaster() throws IOException {
        return Files.readAllLines(home().resolve("data/postmaster.pid"));
    }

    /** Stops the embedded PostgreSQL, and takes away the programs by which the server would start it again. */
    void stopDatabase() {
        try {
            Files.move(home().resolve("binaries"), home().resolve("away"));
            new ProcessBuilder("kill", "-INT", postmaster().get(0)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Gives them back. */
    void letDatabaseStart() {
        try {
            Files.move(home().resolve("away"), home().resolve("binaries"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return process.uri();
    }

    ServerProcess process() {
        return process;
    }

    /** Runs SQL in its database. */
    void execute(String sql) {
        database.execute(sql);
    }

    /** Returns the only value of the only row. */
    String value(String sql) {
        return database.value(sql);
    }

    Api api() {
        return Api.of(uri()).with("Accept-Language", "en");
    }

    /** Returns the newest mail to an address, once there is one after the first {@code known}. */
    JsonNode mailTo(String address, int known) {
        Await.until(GLANCE, () -> mailsTo(address).count() > known);
        return mailsTo(address).reduce((first, second) -> second).orElseThrow();
    }

    private Stream<JsonNode> mailsTo(String address) {
        JsonNode mails = Api.of(uri()).get("/dev/mails").json().path("mails");
        return Stream.iterate(0, i -> i < mails.size(), i -> i + 1)
                .map(mails::get)
                .filter(mail -> mail.path("to").asText().equals(address));
    }

    /** Runs what makes the server send a code to an address, and returns the code. */
    String codeTo(String address, Runnable asking) {
        int known = (int) mailsTo(address).count();
        asking.run();
        return mailTo(address, known).path("code").asText();
    }

    /** Registers a user without the browser. */
    Answer register(String email, String username) {
        String code = codeTo(
                email,
                () -> api().post("send-code", "email", email, "type", "register")
                        .ok("Verification code sent"));
        return api().post("register", "email", email, "code", code, "username", username, "password", PASSWORD);
    }

    /** Logs a user in without the browser, from a device of this name. */
    Answer login(String email, String password, String agent) {
        return api().with("User-Agent", agent).post("login", "email", email, "password", password);
    }

    static String email() {
        return Samples.email().value();
    }

    static String username() {
        return Samples.username().value();
    }

    /** Returns another code than this one. */
    static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Override
    public void close() {
        database.close();
        process.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
