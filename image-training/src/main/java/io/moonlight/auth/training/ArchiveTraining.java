package io.moonlight.auth.training;

import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Creates the class-data archive of a packaged server: starts it as in production, with the jars and flags that it will run
 * with, registers a user and logs in, stops it, and stores the archive and the flags that use it.
 *
 * <p>An archive is valid only for the JVM build and the class path that created it, so this runs in the server's image. From
 * Java 25 on the archive is an AOT cache, which also contains linked classes and profiles.
 */
public final class ArchiveTraining {

    private static final int STOP_SECONDS = 120;
    private static final int AOT_CACHES_SINCE = 25;
    private static final long MIN_BYTES = 5_000_000;

    private ArchiveTraining() {}

    /**
     * Creates an archive.
     *
     * @param arguments the folder of the packaged server, with its {@code java.options}; the folder for the results
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path app = Path.of(arguments[0]).toAbsolutePath();
        Path results = Files.createDirectories(Path.of(arguments[1])).toAbsolutePath();
        boolean cache = Runtime.version().feature() >= AOT_CACHES_SINCE;
        Path archive = results.resolve(cache ? "server.aot" : "server.jsa");

        train(app, (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);

        if (!Files.exists(archive) || Files.size(archive) < MIN_BYTES) {
            throw new IllegalStateException("the training left no archive");
        }
        Path options = results.resolve("java.options");
        Files.copy(app.resolve("java.options"), options, StandardCopyOption.REPLACE_EXISTING);
        String use = (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + app.resolve(archive.getFileName());
        Files.write(options, List.of(use), StandardOpenOption.APPEND);
    }

    private static void train(Path app, String archiveFlag) throws IOException, InterruptedException {
        int port = freePort();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
                MailSink mails = MailSink.start()) {
            Process server = start(app, archiveFlag, settings(port, postgres, mails));
            try {
                new TrainingCalls(port, mails).run();
            } finally {
                server.toHandle().destroy();
            }
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
                throw new IllegalStateException("the server did not stop");
            }
        }
    }

    private static Process start(Path app, String archiveFlag, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + app.resolve("java.options"));
        command.add(archiveFlag);
        command.add("-Xlog:disable"); // a warning for each class that cannot be archived
        command.add("-Xlog:all=error:stderr");
        command.add("-jar");
        command.add(app.resolve("moonlight-auth.jar").toString());
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** Returns the settings of a production server. There is no Redis: limits in the process take over. */
    private static Map<String, String> settings(int port, EmbeddedPostgres postgres, MailSink mails)
            throws IOException {
        return Map.ofEntries(
                Map.entry("APP_ENV", "production"),
                Map.entry("HOST", "127.0.0.1"),
                Map.entry("PORT", Integer.toString(port)),
                Map.entry("MANAGEMENT_PORT", "0"),
                Map.entry("SHUTDOWN_DRAIN_SECONDS", "0"),
                Map.entry("SECRET_KEY", "training-0123456789-abcdefghijklmnopqrstuvwxyz"),
                Map.entry("JWT_SECRET_KEY", "training-zyxwvutsrqponmlkjihgfedcba-9876543210"),
                Map.entry(
                        "DATABASE_URL",
                        "postgresql://%s:%s@127.0.0.1:%d/postgres"
                                .formatted(postgres.user(), postgres.password(), postgres.port())),
                Map.entry("REDIS_URL", "redis://127.0.0.1:" + freePort() + "/0"),
                Map.entry("SMTP_HOST", "127.0.0.1"),
                Map.entry("SMTP_PORT", Integer.toString(mails.port())),
                Map.entry("SMTP_TLS", "false"),
                Map.entry("SMTP_FROM", "moonlight@example.org"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
