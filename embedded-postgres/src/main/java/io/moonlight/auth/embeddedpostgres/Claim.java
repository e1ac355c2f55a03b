package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders that carry in their name which process made them, so that those of dead processes can be told and cleared. */
final class Claim {

    private Claim() {}

    /** Creates a folder that only the owner can enter. */
    static Path newFolder(Path parent, String prefix) throws IOException {
        return Files.createTempDirectory(
                parent, prefix + ProcessHandle.current().pid() + "-");
    }

    /** The folders of that prefix whose process is gone. */
    static List<Path> abandoned(Path parent, String prefix) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> isAbandoned(child.getFileName().toString(), prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAbandoned(String name, String prefix) {
        if (!name.startsWith(prefix)) {
            return false;
        }
        String pid = name.substring(prefix.length()).replaceFirst("-.*", "");
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }
}
