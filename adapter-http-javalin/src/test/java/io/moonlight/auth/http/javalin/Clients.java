package io.moonlight.auth.http.javalin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sockets from addresses of one's choice, closed together. */
final class Clients implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Duration STUCK = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final int port;
    private final List<Client> clients = new ArrayList<>();

    Clients(int port) {
        this.port = port;
    }

    /** @param address of the loopback network, from which the connection comes */
    Client from(String address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 * 1024);
        channel.bind(new InetSocketAddress(address, 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Client client = new Client(channel.socket());
        client.socket.setSoTimeout(TIMEOUT_MILLIS);
        clients.add(client);
        return client;
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.socket.close();
        }
    }

    static void await(BooleanSupplier so) {
        long end = System.nanoTime() + Duration.ofMillis(TIMEOUT_MILLIS).toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** One of them. */
    record Client(Socket socket) {

        Client send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return this;
        }

        /** Sends it again and again, and reads nothing, until the server takes no more. */
        void sendUntilNothingIsTaken(String text) throws IOException {
            SocketChannel channel = socket.getChannel();
            channel.configureBlocking(false);
            ByteBuffer many = ByteBuffer.wrap(text.repeat(1_000).getBytes(ISO_8859_1));
            long idleSince = System.nanoTime();
            while (System.nanoTime() - idleSince < STUCK.toNanos()) {
                if (channel.write(many) > 0) {
                    idleSince = System.nanoTime();
                }
                if (!many.hasRemaining()) {
                    many.rewind();
                }
            }
        }

        /** The first line that comes; empty if the server closes. */
        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        }

        /** All that comes until the server closes. */
        String rest() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
