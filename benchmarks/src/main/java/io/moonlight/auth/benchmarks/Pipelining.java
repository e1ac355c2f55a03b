package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Clients that wait for no answer before they ask again: the next request of each is always there. */
final class Pipelining {

    private static final int AT_ONCE = 50;

    private Pipelining() {}

    /** Starts this many clients, each of which sends one request after the other for this long; returns at once. */
    static void begin(URI server, int clients, Duration time, byte[] request) throws IOException {
        ByteBuffer requests = ByteBuffer.allocate(AT_ONCE * request.length);
        for (int i = 0; i < AT_ONCE; i++) {
            requests.put(request);
        }
        long end = System.nanoTime() + time.toNanos();
        for (int client = 0; client < clients; client++) {
            Socket socket = new Socket(server.getHost(), server.getPort());
            new Thread(() -> ask(socket, requests.array(), end), "asks " + client).start();
            new Thread(() -> hear(socket), "hears " + client).start();
        }
    }

    private static void ask(Socket socket, byte[] requests, long end) {
        try {
            OutputStream out = socket.getOutputStream();
            while (System.nanoTime() < end) {
                out.write(requests);
            }
            // Discards what is still to be read, so that the next measurement starts clean.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hear(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
