package io.moonlight.auth.embeddedpostgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the JDK does not do in one call with files and folders, on systems with POSIX permissions and without.
 *
 * <p>A claimed folder carries in its name the process that created it, so that those of dead processes can be deleted.
 */
final class Folders {

    private Folders() {}

    static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    }

    static void setPermissions(Path path, String permissions) throws IOException {
        if (posix()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    /** Returns the attributes of a new file that only its owner can read from the start. */
    static FileAttribute<?>[] ownerOnly() {
        return atMost("rw-------");
    }

    /** Returns the attributes of a new file or folder with at most these permissions from the start. */
    static FileAttribute<?>[] atMost(String permissions) {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Creates a folder with these permissions, and its parents; an existing folder is not changed. */
    static void create(Path folder, String permissions) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        setPermissions(folder, permissions);
    }

    /** Deletes a folder and its content without following links; does nothing if it does not exist. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder, NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Creates a claimed folder that only its owner can enter. */
    static Path createClaimed(Path parent, String prefix) throws IOException {
        return Files.createTempDirectory(
                parent, prefix + ProcessHandle.current().pid() + "-");
    }

    /** Returns the claimed folders with that prefix whose process has ended. */
    static List<Path> abandoned(Path parent, String prefix) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> isAbandoned(child.getFileName().toString(), prefix))
                    .toList();
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

    /** Writes a file that only its owner can read, replacing what was there. Works in an interrupted thread. */
    static void writePrivately(Path file, String text, OpenOption... options) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly());
        Files.writeString(file, text, options);
    }
}
