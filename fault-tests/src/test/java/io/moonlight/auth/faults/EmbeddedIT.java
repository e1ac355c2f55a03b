package io.moonlight.auth.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server that brings its own PostgreSQL along loses that, or the disk that it writes to. */
class EmbeddedIT {

    private static final int FILES_OF_THE_LOG = 60;
    private static final String SIZE = "size=400m,mode=711";

    @Test
    void database_thatIsKilled_isBroughtBackByTheServer() throws Exception {
        Path folder = Postgres.newFolder();
        try (Stack stack = Stack.beginEmbedded(folder.resolve("data"))) {
            Trial.warmUp(stack);
            try (Trial trial = Trial.of(stack, Fault.EMBEDDED_KILLED)) {
                trial.run(stack.postgres()::crash, Duration.ZERO, () -> {});
            }
        } finally {
            Stack.deleteTree(folder);
        }
    }

    /** A small disk takes root. */
    @Test
    void disk_fullForAWhile_losesNothing() throws Exception {
        Path disk = Postgres.newFolder();
        boolean isOwn = run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString());
        if (!isOwn) {
            Page.add(Finding.notRun(Fault.DISK_FULL, "needs root, to mount a small disk"));
        }
        assumeTrue(isOwn, "a small disk can be mounted, which takes root");
        try {
            fill(disk);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path disk) throws Exception {
        Path filler = disk.resolve("filler");
        try (Stack stack = Stack.beginEmbedded(disk.resolve("data"))) {
            Trial.warmUp(stack);
            try (Trial trial = Trial.of(stack, Fault.DISK_FULL)) {
                trial.run(
                        () -> {
                            writeWhatFits(filler);
                            useUpTheLog(stack.postgres());
                        },
                        Duration.ofSeconds(10),
                        () -> Files.delete(filler));
            }
        }
    }

    private static void writeWhatFits(Path file) throws IOException {
        byte[] much = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(much);
            }
        } catch (IOException e) {
            // no more fits, which is what was wanted
        }
    }

    /** PostgreSQL keeps some of its log's files for later: takes them all, until it has to make one, and cannot. */
    private static void useUpTheLog(Postgres postgres) {
        try {
            for (int i = 0; i < FILES_OF_THE_LOG; i++) {
                postgres.execute("SELECT pg_logical_emit_message(false, '', ''), pg_switch_wal()");
            }
        } catch (SQLException e) {
            // it has ended itself
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
