package io.moonlight.auth.http.javalin;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.Container;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the open connections of a server. A network holds at most a quarter of them, except the trusted proxies, whose
 * connections are those of many clients; a further connection is answered with 503 and closed. Closes a connection over
 * which the head of a request takes too long, and idle ones early while connections are scarce.
 */
final class ConnectionLimits extends AbstractLifeCycle implements SelectorManager.AcceptListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimits.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int LOOKS_PER_TIMEOUT = 4;
    private static final int SCRATCH = 8 * 1024;

    private final Server server;
    private final Networks networks;
    private final Shares shares;
    private final long timeoutNanos;
    private final StreamedRequests streamed;
    private final Supplier<ByteBuffer> refusal;
    private final Map<SelectableChannel, Client> clients = new ConcurrentHashMap<>();

    /**
     * @param streamed knows the requests that may arrive for any time
     * @param refusal makes the answer to a connection that is rejected
     */
    ConnectionLimits(
            Server server,
            Networks networks,
            ServerLimits limits,
            StreamedRequests streamed,
            Supplier<ByteBuffer> refusal) {
        this.server = server;
        this.networks = networks;
        this.shares = new Shares(limits.connections());
        this.timeoutNanos = limits.headTimeout().toNanos();
        this.streamed = streamed;
        this.refusal = refusal;
    }

    /** Runs before the connectors start, which read their listeners then. */
    @Override
    protected void doStart() {
        for (Connector connector : server.getConnectors()) {
            Container.addBean(connector, this, false);
        }
        lookLater();
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        if (!(channel instanceof SocketChannel socket)) {
            return;
        }
        try {
            SocketAddress peer = socket.getRemoteAddress();
            String network = networks.of(peer);
            boolean taken = networks.isProxy(peer) ? shares.takeAny(network, 1) : shares.take(network, 1);
            if (taken) {
                clients.put(channel, new Client(network));
            } else {
                refuse(socket);
            }
        } catch (IOException e) {
            IO.close(channel);
        }
    }

    /** Reads what was sent already: with unread bytes the client would get a reset, and perhaps not the answer. */
    private void refuse(SocketChannel socket) throws IOException {
        try (socket) {
            socket.write(refusal.get());
            socket.shutdownOutput();
            socket.read(ByteBuffer.allocate(SCRATCH));
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        Client client = clients.remove(channel);
        if (client != null) {
            shares.give(client.network, 1);
        }
    }

    private void lookLater() {
        if (!isRunning() && !isStarting()) {
            return;
        }
        long pause = Math.min(LONGEST_PAUSE.toNanos(), timeoutNanos / LOOKS_PER_TIMEOUT);
        server.getScheduler().schedule(this::look, pause, TimeUnit.NANOSECONDS);
    }

    private void look() {
        try {
            closeOverdue();
        } catch (RuntimeException | Error e) { // the next look must come all the same
            LOG.error("connections were not looked at", e);
        } finally {
            lookLater();
        }
    }

    private void closeOverdue() {
        boolean scarce = shares.isScarce();
        long now = System.nanoTime();
        for (Connector connector : server.getConnectors()) {
            for (EndPoint end : connector.getConnectedEndPoints()) {
                Client client = clients.get(end.getTransport());
                Connection connection = end.getConnection();
                if (client != null && connection != null && client.isOverdue(connection, scarce, now)) {
                    end.close();
                }
            }
        }
    }

    /** Returns the connection that counts requests, above TLS of the host application. */
    private static Connection aboveTls(Connection connection) {
        return connection instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : connection;
    }

    private static boolean isMultiplexed(Connection connection) {
        return connection instanceof ConnectionMetaData http && http.getHttpVersion() == HttpVersion.HTTP_2;
    }

    /** The state of a connection at the last check. Jetty's threads check one after another. */
    private final class Client {

        private final String network;
        private long messages;
        private long bytes;
        private long sent;
        private long since = System.nanoTime();
        private boolean arriving;

        Client(String network) {
            this.network = network;
        }

        /**
         * Bytes since the last answer, and no whole request: one is arriving. No bytes: the connection is idle, unless a
         * request is being served, which has timeouts of its own. Streams of HTTP/2 have them, too. To Jetty an answer is over
         * once its head is sent: while the rest of it goes out, the connection is not idle. A TLS handshake that chooses the
         * protocol counts no messages, and so is a request that is arriving.
         */
        synchronized boolean isOverdue(Connection transport, boolean scarce, long now) {
            Connection connection = aboveTls(transport);
            if (connection == null || isMultiplexed(connection) || streamed.contains(connection)) {
                return false;
            }
            long messagesNow = connection.getMessagesIn() + connection.getMessagesOut();
            long bytesNow = messagesNow < 0 ? transport.getBytesIn() : connection.getBytesIn();
            long sentNow = messagesNow < 0 ? transport.getBytesOut() : connection.getBytesOut();
            boolean serving = connection.getMessagesIn() > connection.getMessagesOut();
            if (messagesNow != messages) {
                messages = messagesNow;
                bytes = bytesNow;
                arriving = false;
                since = now;
            } else if (bytesNow != bytes && !arriving) {
                arriving = true;
                since = now;
            } else if (sentNow != sent && !arriving) {
                since = now;
            }
            sent = sentNow;
            return (arriving || scarce) && !serving && now - since > timeoutNanos;
        }
    }
}
