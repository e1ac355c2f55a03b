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
import java.util.Set;

/**
 * The right to one home, held by at most one living process. It ends with the process, however that ends; the
 * database server does not inherit it.
 */
final class HomeLock implements Closeable {

    /** Far behind the text, which stays readable where locks are mandatory. */
    private static final long LOCKED_BYTE = 1L << 32;

    private static final int LONGEST_TEXT = 32;

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws HomeInUseException if a living process, maybe this one, holds it */
    static HomeLock acquire(Home home) throws IOException {
        String me = Long.toString(ProcessHandle.current().pid());
        FileChannel channel = FileChannel.open(home.lock(), Set.of(CREATE, READ, WRITE), Folders.ownerOnly());
        try {
            if (Optional.ofNullable(channel.tryLock(LOCKED_BYTE, 1, false)).isPresent()) {
                channel.truncate(0).write(ByteBuffer.wrap(me.getBytes(UTF_8)), 0);
                return new HomeLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            keepOpen(channel);
            throw new HomeInUseException(home.folder(), me);
        }
        try (channel) {
            throw new HomeInUseException(home.folder(), textIn(channel));
        }
    }

    /** Idempotent. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * On POSIX a process loses all its locks on a file as soon as it closes any of its descriptors for it, and the
     * collector closes what is not referenced. So a second attempt of this process keeps its descriptor to the end.
     */
    private static void keepOpen(FileChannel channel) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(channel), "embedded-postgres-lock"));
        } catch (IllegalStateException shuttingDown) {
            // then it is open long enough
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // the process is ending
        }
    }

    private static String textIn(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_TEXT);
        channel.read(buffer, 0);
        return UTF_8.decode(buffer.flip()).toString();
    }
}
