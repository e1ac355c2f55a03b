package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder on the disk that is gone, with all in it, once it is closed. (/tmp may be memory.) */
record Scratch(Path folder) implements AutoCloseable {

    private static final String NAME =
            "moonlight-benchmarks-" + ProcessHandle.current().pid() + "-";

    /** Returns whether a process works in such a folder of this program: a database that has no parent here. */
    static boolean contains(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .toString()
                    .contains(NAME);
        } catch (IOException e) { // it has ended, or is none of ours
            return false;
        }
    }

    static Scratch make() throws IOException {
        return new Scratch(Files.createTempDirectory(Path.of("/var/tmp"), NAME));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
