package io.moonlight.auth.bootstrap.testkit;

import io.moonlight.auth.postgres.LoopbackPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP connection to somewhere that a test can cut (connections end and new ones are refused) or freeze (nothing is
 * passed on any more, in either direction or only back to the client), as if the server behind it were stopped or hung.
 */
public final class Valve implements AutoCloseable {

    private final InetSocketAddress target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object flow = new Object();
    private ServerSocket listener;
    private final AtomicInteger connections = new AtomicInteger();
    private boolean frozen;
    private boolean answersFrozen;

    private Valve(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
        this.port = listener.getLocalPort();
    }

    public static Valve to(InetSocketAddress target) {
        Valve valve = new Valve(target, LoopbackPort.listen());
        valve.accept(valve.listener);
        return valve;
    }

    /** Returns how many connections were accepted so far. */
    public int connections() {
        return connections.get();
    }

    public int port() {
        return port;
    }

    /** Ends all connections, and refuses new ones. */
    public void shut() {
        closeQuietly(listener);
        sockets.forEach(Valve::closeQuietly);
    }

    public void open() {
        listener = LoopbackPort.listen(port);
        accept(listener);
    }

    public void freeze() {
        synchronized (flow) {
            frozen = true;
        }
    }

    /** Passes on requests, but no answers. */
    public void freezeAnswers() {
        synchronized (flow) {
            answersFrozen = true;
        }
    }

    public void thaw() {
        synchronized (flow) {
            frozen = false;
            answersFrozen = false;
            flow.notifyAll();
        }
    }

    @Override
    public void close() {
        shut();
        thaw();
    }

    private void accept(ServerSocket from) {
        run(() -> {
            while (!from.isClosed()) {
                Socket near = from.accept();
                sockets.add(near);
                connections.incrementAndGet();
                connect(near, from);
            }
        });
    }

    private void connect(Socket near, ServerSocket from) {
        try {
            Socket far = new Socket(target.getAddress(), target.getPort());
            sockets.add(far);
            run(() -> pass(near, far, false));
            run(() -> pass(far, near, true));
            if (from.isClosed()) { // it was shut meanwhile
                closeQuietly(far);
                closeQuietly(near);
            }
        } catch (IOException e) {
            closeQuietly(near); // the server behind it is away
        }
    }

    private void pass(Socket from, Socket to, boolean answers) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                waitWhileFrozen(answers);
                out.write(buffer, 0, n);
                out.flush();
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void waitWhileFrozen(boolean answers) throws InterruptedException {
        synchronized (flow) {
            while (frozen || (answers && answersFrozen)) {
                flow.wait();
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one end is gone, which is what a valve is for
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // it is closed either way
        }
    }
}
