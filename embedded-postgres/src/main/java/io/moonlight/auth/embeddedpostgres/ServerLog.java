package io.moonlight.auth.embeddedpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The log file of the server. The logs of this run and the previous one are kept, each up to a limit. */
final class ServerLog {

    static final long LIMIT = 1 << 20;

    private final Path folder;

    ServerLog(Home home) {
        this.folder = home.logs();
    }

    Path file() {
        return folder.resolve("postgres.log");
    }

    /** Starts the log of a new run. */
    void begin(RunAs runAs) throws IOException {
        if (!Files.isDirectory(folder)) {
            Folders.create(folder, "rwx------");
            runAs.own(folder);
        }
        if (Files.exists(file(), NOFOLLOW_LINKS)) {
            Files.move(file(), folder.resolve("postgres.previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Empties a file that exceeds the limit. The server appends, so it continues at the start of the file. */
    void trim() throws IOException {
        if (!Files.exists(file(), NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file(), Set.of(StandardOpenOption.WRITE, NOFOLLOW_LINKS))) {
            if (channel.size() > LIMIT) {
                channel.truncate(0);
            }
        }
    }

    /** Returns the log of this run. */
    String text() throws IOException {
        if (!Files.exists(file(), NOFOLLOW_LINKS)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file(), NOFOLLOW_LINKS)) {
            return new String(in.readAllBytes(), UTF_8).strip();
        }
    }
}
