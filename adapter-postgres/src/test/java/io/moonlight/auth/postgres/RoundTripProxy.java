package io.moonlight.auth.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands on 127.0.0.1 in front of a PostgreSQL server and counts the round trips: each ends with the server's
 * ReadyForQuery message. The one for BEGIN does not count, since the driver sends BEGIN along with the first statement
 * and waits for both. Can also play a server that does not answer any more.
 *
 * <p>Starts three threads and up; {@link #close} ends them and all connections.
 */
public final class RoundTripProxy implements AutoCloseable {

    private static final int READY_FOR_QUERY = 'Z';
    private static final int COMMAND_COMPLETE = 'C';
    private static final byte[] BEGIN = "BEGIN\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ENCRYPTION_REQUEST_LENGTH = 8;
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int NOT_SUPPORTED = 'N';

    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong roundTrips = new AtomicLong();
    private final Object gate = new Object();
    private boolean frozen;

    /** On a free port, which stays free for the next one when this one is closed. */
    public RoundTripProxy(InetSocketAddress server) {
        this(server, LoopbackPort.listen());
    }

    /** On this port. */
    public RoundTripProxy(InetSocketAddress server, int port) {
        this(server, LoopbackPort.listen(port));
    }

    private RoundTripProxy(InetSocketAddress server, ServerSocket listening) {
        this.server = server;
        this.listening = listening;
        start(this::accept);
    }

    /** Where clients connect. */
    public int port() {
        return listening.getLocalPort();
    }

    /** How many round trips all connections have made so far, those of their start included. */
    public long roundTrips() {
        return roundTrips.get();
    }

    /** How many round trips happen while {@code work} runs. */
    public long roundTripsOf(Runnable work) {
        long before = roundTrips();
        work.run();
        return roundTrips() - before;
    }

    /** From now on nothing comes through, in no direction; connections stay, and new ones are accepted. */
    public void freeze() {
        synchronized (gate) {
            frozen = true;
        }
    }

    /** What was held back comes through, and all that follows. */
    public void thaw() {
        synchronized (gate) {
            frozen = false;
            gate.notifyAll();
        }
    }

    @Override
    public void close() {
        closeQuietly(listening);
        sockets.forEach(RoundTripProxy::closeQuietly);
        thaw();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            sockets.add(client);
            if (listening.isClosed()) {
                closeQuietly(client); // accepted while this was being closed, which may have missed it
                return;
            }
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        passGate();
        try (client;
                Socket upstream = new Socket()) {
            sockets.add(upstream);
            upstream.connect(server);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            start(() -> answers(upstream, client));
            requests(client, upstream);
        } finally {
            sockets.remove(client);
        }
    }

    private void requests(Socket client, Socket upstream) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(upstream.getOutputStream());
        int length = in.readInt();
        int code = in.readInt();
        while (length == ENCRYPTION_REQUEST_LENGTH && (code == SSL_REQUEST || code == GSS_REQUEST)) {
            client.getOutputStream().write(NOT_SUPPORTED);
            length = in.readInt();
            code = in.readInt();
        }
        out.writeInt(length);
        out.writeInt(code);
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            passGate();
            out.write(buffer, 0, read);
        }
    }

    private void answers(Socket upstream, Socket client) throws IOException {
        try (upstream;
                client) {
            InputStream raw = upstream.getInputStream();
            DataInputStream in = new DataInputStream(new BufferedInputStream(raw));
            OutputStream out = new BufferedOutputStream(client.getOutputStream());
            DataOutputStream framed = new DataOutputStream(out);
            boolean begun = false;
            for (int type = in.read(); type >= 0; type = in.read()) {
                int length = in.readInt();
                byte[] body = in.readNBytes(length - Integer.BYTES);
                passGate();
                framed.write(type);
                framed.writeInt(length);
                framed.write(body);
                if (type == COMMAND_COMPLETE) {
                    begun = Arrays.equals(body, BEGIN);
                } else if (type == READY_FOR_QUERY && !begun) {
                    roundTrips.incrementAndGet();
                }
                if (in.available() == 0) {
                    framed.flush();
                }
            }
        } finally {
            sockets.remove(upstream);
        }
    }

    private void passGate() {
        synchronized (gate) {
            try {
                while (frozen) {
                    gate.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // one of the two ends is gone: so is this connection
                    }
                },
                "round-trip-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // closed is all it should be
        }
    }
}
