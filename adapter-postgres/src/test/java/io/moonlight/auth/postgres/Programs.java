package io.moonlight.auth.postgres;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of PostgreSQL's world that are installed here, run as an unprivileged user: as root they refuse to run. */
public final class Programs {

    private static final String NOBODY = "65534";
    private static final String SERVERS = "/usr/lib/postgresql";

    private Programs() {}

    /** Returns where this is. A test that needs it is skipped where it is missing; in CI it fails. */
    public static Path find(String name) {
        return places().map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing(name));
    }

    private static Stream<Path> places() {
        Stream<Path> path = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(Path::of);
        String[] versions = Optional.ofNullable(new File(SERVERS).list()).orElse(new String[0]);
        return Stream.concat(
                Stream.concat(path, Stream.of(Path.of("/usr/sbin"))),
                Arrays.stream(versions).sorted().map(version -> Path.of(SERVERS, version, "bin")));
    }

    private static Path missing(String name) {
        String message = "there is no " + name + " on the PATH";
        if (!Optional.ofNullable(System.getenv("CI")).orElse("").isEmpty()) {
            throw new AssertionError(message);
        }
        return abort(message);
    }

    /** Returns the command that runs this as an unprivileged user. */
    public static List<String> unprivileged(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.add(program.toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Makes a folder that the unprivileged user may write in. */
    public static Path folder(String prefix) {
        try {
            Path folder = Files.createTempDirectory(prefix);
            if (isRoot()) {
                Files.setAttribute(folder, "unix:uid", Integer.parseInt(NOBODY));
            }
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file that the unprivileged user alone may read. */
    public static Path file(Path folder, String name, String text) {
        try {
            Path file = Files.writeString(folder.resolve(name), text);
            if (isRoot()) {
                Files.setAttribute(file, "unix:uid", Integer.parseInt(NOBODY));
            }
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
