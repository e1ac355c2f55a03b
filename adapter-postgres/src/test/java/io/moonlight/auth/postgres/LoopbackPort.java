package io.moonlight.auth.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1 that can be taken again after they were closed. */
public final class LoopbackPort {

    /** Below those that systems give to clients: there a passing connection could take it meanwhile. */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;

    private LoopbackPort() {}

    /** Listens on a free one. */
    public static ServerSocket listen() {
        while (true) {
            try {
                return bind(ThreadLocalRandom.current().nextInt(FIRST, END));
            } catch (BindException e) {
                // the port is in use
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Listens on this one, which {@link #listen()} has given before. */
    public static ServerSocket listen(int port) {
        try {
            return bind(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
