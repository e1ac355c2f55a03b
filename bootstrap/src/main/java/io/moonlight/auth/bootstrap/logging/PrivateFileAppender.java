package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Rolls files that only their owner can read, including archives, if the file system has POSIX permissions. */
final class PrivateFileAppender<E> extends RollingFileAppender<E> {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int LONGEST_COMPRESSION = 600;

    private final Path folder;
    private final String prefix;

    /** @param prefix the prefix of the names of all files */
    PrivateFileAppender(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /** Creates a folder that only its owner can enter, if it does not exist. */
    static void createFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            Files.createDirectories(folder, FOLDER);
        } else {
            Files.createDirectories(folder);
        }
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public void openFile(String name) throws IOException {
        if (isPosix(folder)) {
            try {
                Files.createFile(Path.of(name), PosixFilePermissions.asFileAttribute(FILE));
            } catch (FileAlreadyExistsException e) {
                Files.setPosixFilePermissions(Path.of(name), FILE);
            }
        }
        super.openFile(name);
    }

    /** Restricts the archives, which Logback writes in the background with the permissions of the process. */
    @Override
    public void rollover() {
        super.rollover();
        if (isPosix(folder)) {
            getContext().getExecutorService().execute(this::restrictArchives);
        }
    }

    private void restrictArchives() {
        try {
            for (int i = 0; i < LONGEST_COMPRESSION && restrictAll(); i++) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (IOException | UncheckedIOException e) {
            addWarn("archives of the log may be readable for all", e);
        }
    }

    private static void restrict(Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, FILE);
        } catch (NoSuchFileException e) {
            // deleted or renamed meanwhile: the next run finds its successor
        }
    }

    /** Returns whether an archive is still being written, next to its source file. */
    private boolean restrictAll() throws IOException {
        boolean writing = false;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(prefix)) {
                    writing |= name.endsWith(".tmp");
                    restrict(file);
                }
            }
        }
        return writing;
    }
}
