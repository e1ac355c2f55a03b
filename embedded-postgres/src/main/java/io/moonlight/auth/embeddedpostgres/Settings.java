package io.moonlight.auth.embeddedpostgres;

import static java.nio.file.StandardOpenOption.APPEND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a server by the durability of its data, in a file of its own that is rewritten at each start.
 *
 * <p>Only programs on this machine can connect. The log contains no errors, with their statements and details, since they quote
 * rows and so personal data; the program that caused an error gets it in full.
 */
enum Settings {
    /** Commits survive a crash of the machine. */
    DURABLE("fast"),
    /** The home is deleted when the database is closed, so that only speed matters. */
    TEMPORARY("immediate");

    private static final String FILE = "embedded.conf";
    private static final List<String> ALWAYS = List.of(
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            "logging_collector = off",
            "log_destination = 'stderr'",
            "log_min_messages = log",
            "log_min_error_statement = panic",
            "log_error_verbosity = terse",
            "log_checkpoints = off",
            "log_autovacuum_min_duration = -1");
    private static final List<String> TEMPORARILY = List.of(
            "fsync = off",
            "synchronous_commit = off",
            "full_page_writes = off",
            "wal_level = minimal",
            "max_wal_senders = 0",
            "io_method = sync");

    private final String stopMode;

    Settings(String stopMode) {
        this.stopMode = stopMode;
    }

    /** Returns how a server is stopped, as {@code pg_ctl} names it. */
    String stopMode() {
        return stopMode;
    }

    /** Returns the arguments of {@code initdb} except folder and user. Text is UTF-8 and sorts the same on every machine. */
    List<String> initdbArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--auth=scram-sha-256",
                "--no-instructions"));
        if (this == TEMPORARY) {
            arguments.addAll(List.of("--no-sync", "--no-data-checksums", "--wal-segsize=1"));
        }
        return arguments;
    }

    /** Includes the file of {@link #write} into the configuration of a new cluster. */
    void includeIn(Path data) throws IOException {
        Path main = data.resolve("postgresql.conf");
        Files.writeString(main, "\ninclude '" + FILE + "'\n", APPEND, LinkOption.NOFOLLOW_LINKS);
    }

    void write(Path data, int port, RunAs runAs) throws IOException {
        List<String> lines = new ArrayList<>(ALWAYS);
        if (this == TEMPORARY) {
            lines.addAll(TEMPORARILY);
        }
        lines.add("port = " + port);
        Path file = data.resolve(FILE);
        Folders.writePrivately(file, String.join("\n", lines) + "\n");
        runAs.own(file);
    }
}
