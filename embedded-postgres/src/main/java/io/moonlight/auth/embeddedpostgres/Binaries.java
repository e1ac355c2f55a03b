package io.moonlight.auth.embeddedpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** PostgreSQL's programs, unpacked. */
final class Binaries {

    private static final String UNPACKING = "unpacking-";
    private static final String FILE_COUNT = "unpacked.count";
    private static final String FIRST_LINE_BEFORE_VERSION = "# PostgreSQL ";

    private final Path root;
    private final Platform platform;

    private Binaries(Path root, Platform platform) {
        this.root = root;
        this.platform = platform;
    }

    /**
     * Returns the binaries for this machine below {@code folder}; unpacks them unless they are there and complete.
     * Several processes may do this at once in the same folder.
     */
    static Binaries in(Path folder) throws IOException {
        Platform platform = Platform.current();
        Archive archive = Archive.of(platform);
        Folders.create(folder, "rwxr-xr-x");
        Path root = folder.resolve(archive.fingerprint());
        if (!isComplete(root)) {
            unpack(archive, root);
        }
        return new Binaries(root, platform);
    }

    Path tool(String name) {
        return root.resolve("bin").resolve(platform.executable(name));
    }

    Platform platform() {
        return platform;
    }

    /** Returns the version that must have created a data folder, such as {@code 18}. */
    String majorVersion() throws IOException {
        try (Stream<String> lines = Files.lines(root.resolve("share/postgresql/postgres.bki"), UTF_8)) {
            return lines.findFirst()
                    .filter(line -> line.startsWith(FIRST_LINE_BEFORE_VERSION))
                    .map(line ->
                            line.substring(FIRST_LINE_BEFORE_VERSION.length()).strip())
                    .orElseThrow(() -> new IOException("no version in " + root));
        }
    }

    /** Programs that clean temporary folders delete single files, so the existence of the folder proves nothing. */
    private static boolean isComplete(Path root) throws IOException {
        Path count = root.resolve(FILE_COUNT);
        return Files.isRegularFile(count) && Files.readString(count).equals(Long.toString(countFiles(root)));
    }

    private static long countFiles(Path root) throws IOException {
        try (Stream<Path> found =
                Files.find(root, Integer.MAX_VALUE, (path, attributes) -> !attributes.isDirectory())) {
            return found.count();
        }
    }

    private static void unpack(Archive archive, Path root) throws IOException {
        Path parent = root.resolveSibling("");
        for (Path old : Folders.abandoned(parent, UNPACKING)) {
            Folders.deleteTree(old);
        }
        Path fresh = Folders.createClaimed(parent, UNPACKING);
        try {
            int files = archive.unpack(fresh);
            Files.writeString(fresh.resolve(FILE_COUNT), Integer.toString(files + 1));
            putInPlace(fresh, root);
        } finally {
            Folders.deleteTree(fresh);
        }
    }

    private static void putInPlace(Path fresh, Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS) && !isComplete(root)) {
            Path broken = Folders.createClaimed(root.resolveSibling(""), UNPACKING);
            Files.move(root, broken.resolve("broken"), StandardCopyOption.ATOMIC_MOVE);
            Folders.deleteTree(broken);
        }
        try {
            Files.move(fresh, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isComplete(root)) {
                throw e;
            } // another process was faster; its result is the same
        }
    }
}
