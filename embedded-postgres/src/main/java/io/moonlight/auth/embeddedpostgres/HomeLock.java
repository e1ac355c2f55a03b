package io.moonlight.auth.embeddedpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The lock of a home, held by at most one living process. The end of the process releases it; the database server does
 * not inherit it.
 */
final class HomeLock implements Closeable {

    /** Far behind the text, so that the text stays readable on systems with mandatory locks. */
    private static final long LOCKED_BYTE = 1L << 32;

    private static final int LONGEST_TEXT = 32;

    /**
     * The descriptors of rejected attempts of this process: on POSIX a process loses its locks on a file when it closes any
     * of its descriptors of that file, and the garbage collector closes those that are not referenced.
     */
    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws EmbeddedPostgresException if a living process, maybe this one, holds it */
    static HomeLock acquire(Home home) throws IOException {
        String me = Long.toString(ProcessHandle.current().pid());
        FileChannel channel = FileChannel.open(home.lock(), Set.of(CREATE, READ, WRITE), Folders.ownerOnly());
        try {
            if (Optional.ofNullable(channel.tryLock(LOCKED_BYTE, 1, false)).isPresent()) {
                channel.truncate(0).write(ByteBuffer.wrap(me.getBytes(UTF_8)), 0);
                return new HomeLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            KEPT_OPEN.add(channel);
            throw inUse(home, me);
        }
        try (channel) {
            throw inUse(home, textIn(channel));
        }
    }

    /** Idempotent. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static EmbeddedPostgresException inUse(Home home, String process) {
        return new EmbeddedPostgresException("The database in " + home.folder() + " is already in use by process "
                + process + ". Stop that process, or choose another folder.");
    }

    private static String textIn(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_TEXT);
        channel.read(buffer, 0);
        return UTF_8.decode(buffer.flip()).toString();
    }
}
