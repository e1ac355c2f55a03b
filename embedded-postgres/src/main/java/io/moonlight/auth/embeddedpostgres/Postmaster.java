package io.moonlight.auth.embeddedpostgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The content of {@code postmaster.pid}: the server that uses the data folder, or used it when it was killed. */
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

    /** Returns the process with that pid, which may be another program by now; empty if there is none or the file is damaged. */
    Optional<ProcessHandle> process() {
        return lines.stream()
                .findFirst()
                .filter(line -> line.matches("[0-9]{1,18}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
    }

    /** Returns whether that process is a server of this data, not another program that got the pid after a crash. */
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
