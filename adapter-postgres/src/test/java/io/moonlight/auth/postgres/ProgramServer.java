package io.moonlight.auth.postgres;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server that is one of the {@link Programs}, with its files in a folder of its own. */
record ProgramServer(Path folder, Process process) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static int freePort() {
        try (ServerSocket socket = LoopbackPort.listen()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProgramServer launch(Path folder, List<String> command) {
        try {
            return new ProgramServer(
                    folder,
                    new ProcessBuilder(command)
                            .directory(new File("/"))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when a connection succeeds; fails with the log, and closes, if none does. */
    void awaitReady(TestPostgres.Access access) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                access.connect().close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    String log = log();
                    close();
                    throw new IllegalStateException("the server does not start: " + log, e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends it as a crash does, and keeps its files. */
    void kill() {
        List<ProcessHandle> family = Stream.concat(process.toHandle().descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroyForcibly().onExit().join();
        family.forEach(member -> member.onExit().join());
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
