package io.moonlight.auth.embeddedpostgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} says: the server that has the data folder open, or had it when it was killed. */
record Postmaster(Path data, List<String> lines) {

    private static final int STATUS_LINE = 7;

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    static Optional<Postmaster> in(Path data) throws IOException {
        try {
            return Optional.of(new Postmaster(data, Files.readAllLines(file(data), ISO_8859_1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isReady() {
        return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** The process of that number, whatever it is by now; none if there is none or the file is damaged. */
    Optional<ProcessHandle> process() {
        return lines.stream()
                .findFirst()
                .filter(line -> line.matches("[0-9]{1,18}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
    }

    /** Whether that process is a server of these data, not a stranger who was given the number after a crash. */
    boolean isAlive(Platform platform) throws IOException {
        Optional<ProcessHandle> found = process();
        if (found.isEmpty() || !isPostgres(found.get().info())) {
            return false;
        }
        if (platform.isLinux()) {
            Path workingFolder = Path.of("/proc", Long.toString(found.get().pid()), "cwd");
            return Files.exists(workingFolder) && Files.isSameFile(workingFolder, data);
        }
        return found.get()
                .info()
                .arguments()
                .map(arguments -> List.of(arguments).contains(data.toString()))
                .orElse(true);
    }

    private static boolean isPostgres(ProcessHandle.Info info) {
        return info.command()
                .map(command -> Path.of(command).endsWith("postgres")
                        || Path.of(command).endsWith("postgres.exe"))
                .orElse(false);
    }
}
