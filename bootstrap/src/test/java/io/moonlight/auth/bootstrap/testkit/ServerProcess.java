package io.moonlight.auth.bootstrap.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server as a process, started as a user would start it. Keeps all that it prints. */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern SERVES = Pattern.compile("serves on (http://[^ ]+) ");
    private static final Pattern MANAGES = Pattern.compile("health and metrics are on (http://[0-9.:]+)");
    private static final int PATIENCE_SECONDS = 60;

    /** A child that outlives the process may hold its output open. */
    private static final int LAST_WORDS_SECONDS = 5;

    private final Process process;
    private final Thread reader = new Thread(this::read);
    private final StringBuilder output = new StringBuilder();
    private Optional<URI> uri = Optional.empty();
    private Optional<URI> managementUri = Optional.empty();
    private boolean ended;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code java -jar moonlight-auth.jar} in a folder, with these settings and no others. It is compiled in a hurry: it
     * does not live long enough for the second compiler and a collector with threads, which would take the processors from the
     * test.
     */
    public static ServerProcess start(Path folder, Map<String, String> settings) {
        Path jar = Path.of("target", "moonlight-auth.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException("the server is not packaged: " + jar);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return start(folder, settings, java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar.toString());
    }

    /** Starts a command that ends up as the server, in a folder, with these settings and no others. */
    public static ServerProcess start(Path folder, Map<String, String> settings, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR", "LANG"));
        builder.environment().putAll(settings);
        try {
            ServerProcess server = new ServerProcess(builder.start());
            server.reader.setDaemon(true);
            server.reader.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            // the process is gone
        }
        end();
    }

    private synchronized void keep(String line) {
        output.append(line).append('\n');
        Matcher serves = SERVES.matcher(line);
        if (serves.find()) {
            uri = Optional.of(URI.create(serves.group(1)));
        }
        Matcher manages = MANAGES.matcher(line);
        if (manages.find()) {
            managementUri = Optional.of(URI.create(manages.group(1)));
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Where it serves; waits until it does. */
    public synchronized URI uri() {
        await(() -> uri.isPresent());
        return uri.orElseThrow();
    }

    /** Where operators look at it; waits until it serves. */
    public synchronized URI managementUri() {
        await(() -> managementUri.isPresent());
        return managementUri.orElseThrow();
    }

    private synchronized void await(BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!so.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("the server did not come up:\n" + output);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Says a line to it, on its standard input. */
    public void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has printed so far. */
    public synchronized String output() {
        return output.toString();
    }

    /** Asks it to stop (SIGTERM), waits, and returns the exit code. */
    public int terminate() {
        beginToStop();
        return exitCode();
    }

    /** Begins a SIGTERM and returns at once. (The handle's way: the process's own would close its output.) */
    public void beginToStop() {
        process.toHandle().destroy();
    }

    /** Kills it (SIGKILL) and waits. */
    public void kill() {
        process.toHandle().destroyForcibly();
        exitCode();
    }

    /** Waits for its end, and until all that it has printed is here. */
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the server did not end:\n" + output());
            }
            reader.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
