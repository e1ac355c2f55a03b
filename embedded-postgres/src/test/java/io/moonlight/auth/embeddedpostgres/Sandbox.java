package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Homes that share unpacked binaries, and the servers that run in them. */
final class Sandbox {

    private Sandbox() {}

    /** A new home in a folder that every account can enter. */
    static Path home(Path folder) throws IOException {
        Folders.setPermissions(folder, "rwx--x--x");
        return homeAsItIs(folder);
    }

    static Path homeAsItIs(Path folder) throws IOException {
        Path binaries = TemporaryHomes.in(systemFolder()).binaries();
        Binaries.in(binaries);
        Path home = Home.at(folder.resolve("home")).folder();
        try (Stream<Path> originals = Files.walk(binaries)) {
            for (Path original : originals.toList()) {
                Path copy = home.resolve("binaries").resolve(binaries.relativize(original));
                if (Files.isDirectory(original)) {
                    Folders.create(copy, "rwxr-xr-x");
                } else {
                    Files.createLink(copy, original);
                }
            }
        }
        return home;
    }

    static Path systemFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Returns the server processes of the home, without their child processes, which look the same at first. */
    static List<Long> servers(Path home) {
        String data = home.resolve("data").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> serves(process, data))
                .filter(process ->
                        process.parent().filter(parent -> serves(parent, data)).isEmpty())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean serves(ProcessHandle process, String data) {
        ProcessHandle.Info info = process.info();
        return info.command().filter(command -> command.endsWith("/postgres")).isPresent()
                && info.arguments()
                        .filter(arguments -> List.of(arguments).contains(data))
                        .isPresent();
    }

    static boolean serversEnd(Path home) {
        return Patience.until(Duration.ofSeconds(5), () -> servers(home).isEmpty());
    }

    static boolean root() throws IOException {
        if (!Folders.posix()) {
            return false;
        }
        Path mine = Files.createTempFile("whoami", "");
        try {
            return Identity.ownerOf(mine).isRoot();
        } finally {
            Files.delete(mine);
        }
    }
}
