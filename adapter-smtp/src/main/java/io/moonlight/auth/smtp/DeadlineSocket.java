package io.moonlight.auth.smtp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A socket whose reads end at a fixed deadline, even if the peer sends a byte now and then: the timeout
 * of a plain socket starts again with each byte. TLS on top of it has the same deadline.
 */
final class DeadlineSocket extends Socket {

    /** Larger than all that the client sends for a mail, so that writes never wait for the peer. */
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    private final long deadlineNanos;
    private final long readTimeoutNanos;

    DeadlineSocket(Duration total, Duration readTimeout) throws IOException {
        this.deadlineNanos = System.nanoTime() + total.toNanos();
        this.readTimeoutNanos = readTimeout.toNanos();
        setSendBufferSize(SEND_BUFFER_BYTES);
        setTcpNoDelay(true);
    }

    /** Connects; the address keeps the requested host name, which certificates are checked against. */
    void connect(String host, InetAddress address, int port, Duration timeout) throws IOException {
        InetAddress named = InetAddress.getByAddress(host, address.getAddress());
        connect(new InetSocketAddress(named, port), waitMillis(timeout.toNanos()));
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(waitMillis(readTimeoutNanos));
                return super.read();
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                setSoTimeout(waitMillis(readTimeoutNanos));
                return super.read(into, from, length);
            }
        };
    }

    private int waitMillis(long atMostNanos) throws SocketTimeoutException {
        long left = Math.min(atMostNanos, deadlineNanos - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("the mail server was too slow altogether");
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
    }
}
