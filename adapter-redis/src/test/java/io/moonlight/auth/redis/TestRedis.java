package io.moonlight.auth.redis;

import io.moonlight.auth.redis.RedisClients.Timeouts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.SafeEncoder;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on a free loopback port that a test may stop, kill, freeze and start again. The binary is that of
 * embedded-redis, or {@code redis-server} on the PATH where that one does not run; without either the test fails.
 */
public final class TestRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_PORT = 55_535;
    private static final int START_ATTEMPTS = 3;
    private static final long START_TIMEOUT_MILLIS = 10_000;

    private final String binary = binary();
    private final Optional<String> password;
    private final List<String> settings;
    private final Path folder;
    private int port;
    private Process process;

    private TestRedis(Optional<String> password, List<String> settings) {
        this.password = password;
        this.settings = settings;
        try {
            this.folder = Files.createTempDirectory("test-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A limiter that sends its changes with the next call only: tests count the calls. */
    public static RedisRateLimiter limiter(UnifiedJedis redis, InstantSource clock) {
        return new RedisRateLimiter(redis, RedisRateLimiter.DEFAULT_PREFIX, clock, Duration.ofDays(1));
    }

    /** Starts one without a password; {@code settings} like {@code "--maxmemory", "1mb"}. */
    public static TestRedis start(String... settings) {
        return new TestRedis(Optional.empty(), List.of(settings)).startOnAFreePort();
    }

    /** Starts one that asks for a password. */
    public static TestRedis startWithPassword(String password) {
        return new TestRedis(Optional.of(password), List.of()).startOnAFreePort();
    }

    public int port() {
        return port;
    }

    /** Where it is, with its password. */
    public URI uri() {
        return uri(password.map(value -> ":" + value + "@").orElse(""));
    }

    /** Where it is, with other credentials: {@code ":wrong@"}, {@code ""}. */
    public URI uri(String credentials) {
        return URI.create("redis://" + credentials + "127.0.0.1:" + port + "/0");
    }

    /** A client that waits long for an answer, so that a busy machine breaks no test. */
    public static UnifiedJedis patientClient(URI uri) {
        return RedisClients.connect(uri.toString(), "test", 64, new Timeouts(PATIENCE, PATIENCE, PATIENCE));
    }

    /** Sends what the client has no method for; returns the answer as text. */
    public static String send(UnifiedJedis redis, Command command, String... args) {
        Object answer = redis.executeCommand(new CommandArguments(command).addObjects((Object[]) args));
        return String.valueOf(SafeEncoder.encodeObject(answer));
    }

    /** Ends it in order; its data is gone. */
    public void stop() {
        end(process::destroy);
    }

    /** Ends it at once, like a crash. */
    public void kill() {
        end(process::destroyForcibly);
    }

    /** Starts it again on the same port, empty. */
    public void restart() {
        if (!isUp()) {
            throw new AssertionError("Redis does not start again:\n" + log());
        }
    }

    /** Forgets all keys. */
    public void empty() {
        try (UnifiedJedis client = patientClient(uri())) {
            client.flushAll();
        }
    }

    /** Keeps its connections open, but answers nothing until {@link #thaw}. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    @Override
    public void close() {
        kill();
        for (File file : Optional.ofNullable(folder.toFile().listFiles()).orElse(new File[0])) {
            file.delete();
        }
        folder.toFile().delete();
    }

    private TestRedis startOnAFreePort() {
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            port = freePort();
            if (isUp()) {
                return this;
            }
        }
        throw new AssertionError("Redis does not start:\n" + log());
    }

    private boolean isUp() {
        List<String> command = new ArrayList<>(List.of(binary));
        password.ifPresent(value -> command.add(fileWith(value).toString()));
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(settings);
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(logFile().toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return answers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a file, since a command line has the charset of its environment. */
    private Path fileWith(String secret) {
        try {
            return Files.writeString(folder.resolve("redis.conf"), "requirepass \"" + secret + "\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_TIMEOUT_MILLIS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                socket.setSoTimeout(2_000);
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                return socket.getInputStream().read() != -1 && process.isAlive();
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    private void end(Runnable how) {
        signal("-CONT");
        how.run();
        try {
            if (!process.waitFor(START_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Redis does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void signal(String name) {
        if (process.isAlive()) {
            exitCode("kill", name, String.valueOf(process.pid()));
        }
    }

    private Path logFile() {
        return folder.resolve("redis.log");
    }

    private String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    private static String binary() {
        try {
            String embedded = ExecutableProvider.newJarResourceProvider().get().getPath();
            if (exitCode(embedded, "--version") == 0) {
                return embedded;
            }
        } catch (IOException | RuntimeException e) {
            // no binary for this platform: the PATH is asked
        }
        if (exitCode("redis-server", "--version") == 0) {
            return "redis-server";
        }
        throw new AssertionError(
                "No Redis: the embedded one needs glibc 2.34 and libssl3, and PATH has no redis-server");
    }

    private static int exitCode(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One that leaves room for the port of a cluster's bus, 10,000 above it. */
    private static int freePort() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (socket.getLocalPort() <= MAX_PORT) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
