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
 * A socket whose reading ends at a fixed moment, even while the peer goes on sending a byte now and then: the time limit
 * of a plain socket starts again with each byte. TLS that is layered over it is bound by the same moment.
 */
final class DeadlineSocket extends Socket {

    /** More than the client's part of a whole conversation, so that writing never waits for the peer. */
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    private final long deadlineNanos;
    private final long readTimeoutNanos;

    DeadlineSocket(Duration total, Duration readTimeout) throws IOException {
        this.deadlineNanos = System.nanoTime() + total.toNanos();
        this.readTimeoutNanos = readTimeout.toNanos();
        setSendBufferSize(SEND_BUFFER_BYTES);
        setTcpNoDelay(true);
    }

    /** Connects, and gives the address the name under which it was asked for: certificates are checked against that. */
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
