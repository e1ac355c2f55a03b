package io.moonlight.auth.embeddedpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs PostgreSQL's programs for one home. */
final class Tools {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Set<String> PASSED_ON = Set.of("PATH", "LD_LIBRARY_PATH", "TMPDIR");

    private final Home home;
    private final Binaries binaries;
    private final RunAs runAs;

    Tools(Home home, Binaries binaries, RunAs runAs) {
        this.home = home;
        this.binaries = binaries;
        this.runAs = runAs;
    }

    RunAs runAs() {
        return runAs;
    }

    Platform platform() {
        return binaries.platform();
    }

    String majorVersion() throws IOException {
        return binaries.majorVersion();
    }

    /** Runs a program, waits for its end and returns its exit code. */
    int run(String tool, List<String> arguments) throws IOException {
        Process process = start(tool, arguments);
        if (!Patience.until(LIMIT, () -> !process.isAlive())) {
            process.destroyForcibly();
            throw new EmbeddedPostgresException(tool + " did not end within " + LIMIT.toSeconds() + " s: " + output());
        }
        return process.exitValue();
    }

    /**
     * Starts a program. Its output goes to a file, not to a pipe: the database server inherits it, and a pipe would stay
     * open as long as the server runs.
     */
    Process start(String tool, List<String> arguments) throws IOException {
        Path output = home.toolOutput();
        Folders.writePrivately(output, "");
        ProcessBuilder builder = new ProcessBuilder(runAs.command(binaries.tool(tool), arguments))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()));
        Optional.ofNullable(home.folder().getRoot()).map(Path::toFile).ifPresent(builder::directory);
        builder.environment().keySet().removeIf(this::isNotForTheServer);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** The environment may contain secrets of this program, and settings for other PostgreSQL servers. */
    private boolean isNotForTheServer(String variable) {
        return platform().isWindows() ? variable.startsWith("PG") : !PASSED_ON.contains(variable);
    }

    /** Returns what the last started program has written so far. */
    String output() throws IOException {
        return new String(Files.readAllBytes(home.toolOutput()), UTF_8).strip();
    }
}
