package io.moonlight.auth.http.response;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * An answer on its way to a client that still sends its request. A thread of this queue writes to the client, so that one that
 * reads late, or only when it has sent everything, does not stop the reading of the request. What the client has not read
 * waits in memory, compressed, up to {@value #MAX_WAITING} bytes; then {@link #add} waits.
 *
 * <p>For one thread that adds. The thread that writes ends with {@link #close}, or with the connection.
 */
public final class AnswerQueue implements Closeable {

    static final int MAX_WAITING = 16 * 1024 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final OutputStream out;
    private final Thread writer = new Thread(this::write, "moonlight-auth-answer");
    private final Deque<byte[]> blocks = new ArrayDeque<>();
    private final ByteArrayOutputStream latest = new ByteArrayOutputStream();
    private int waiting;
    private boolean ended;
    private boolean done;
    private Optional<Throwable> failure = Optional.empty();

    /** @param out written and flushed by another thread until this is closed */
    public AnswerQueue(OutputStream out) {
        this.out = out;
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Adds to the answer.
     *
     * @throws IOException if the client does not take the answer any more
     */
    public synchronized void add(byte[] bytes) throws IOException {
        await(() -> waiting <= MAX_WAITING || failure.isPresent());
        requireWritable();
        latest.write(bytes);
        if (latest.size() >= BLOCK) {
            byte[] block = deflated(latest);
            waiting += block.length;
            blocks.add(block);
            latest.reset();
        }
        notifyAll();
    }

    /**
     * Waits until the client has taken the whole answer.
     *
     * @throws IOException if it does not
     */
    @Override
    public synchronized void close() throws IOException {
        ended = true;
        notifyAll();
        await(() -> done);
        requireWritable();
    }

    private void requireWritable() throws IOException {
        if (failure.isPresent()) {
            throw new IOException("the client does not take the answer", failure.get());
        }
    }

    private synchronized void await(BooleanSupplier condition) throws InterruptedIOException {
        try {
            while (!condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private void write() {
        try {
            for (byte[] next = next(); next.length > 0; next = next()) {
                out.write(next);
                if (isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            end(Optional.of(e));
            return;
        }
        end(Optional.empty());
    }

    private synchronized void end(Optional<Throwable> why) {
        failure = why;
        done = true;
        notifyAll();
    }

    private synchronized boolean isEmpty() {
        return blocks.isEmpty() && latest.size() == 0;
    }

    /** Returns what is to be written next; waits for it; nothing at the end. */
    private synchronized byte[] next() throws IOException {
        await(() -> ended || !isEmpty());
        byte[] block = blocks.poll();
        if (block == null) {
            byte[] bytes = latest.toByteArray();
            latest.reset();
            return bytes;
        }
        waiting -= block.length;
        notifyAll();
        try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(block))) {
            return inflated.readAllBytes();
        }
    }

    private static byte[] deflated(ByteArrayOutputStream bytes) throws IOException {
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream into = new DeflaterOutputStream(deflated, fast)) {
            bytes.writeTo(into);
        } finally {
            fast.end();
        }
        return deflated.toByteArray();
    }
}
