package io.moonlight.auth.bootstrap.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way to the server: bytes go out, answers come back. One caller at a time. */
final class Wire implements AutoCloseable {

    /** No answer after this long is a hang: the server ends slow bodies much earlier. */
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private Optional<Socket> kept = Optional.empty();
    private InputStream in = InputStream.nullInputStream();

    Wire(URI server) {
        this.port = server.getPort();
    }

    /** Sends a whole request on a connection that is kept, and returns its answer. */
    Reply exchange(byte[] request, boolean toHead) {
        try {
            boolean fresh = kept.isEmpty();
            Socket socket = connected();
            Optional<Reply> reply = sent(socket, request) ? Reply.read(in, at -> toHead) : Optional.empty();
            if (reply.isEmpty()) {
                close(); // the server may close a connection that was idle
                return fresh ? silence() : exchange(request, toHead);
            }
            if (reply.get().closes()) {
                close();
            }
            return reply.get();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer", e);
        } catch (IOException e) {
            throw new AssertionError("the connection broke: " + e, e);
        }
    }

    private static Reply silence() {
        throw new AssertionError("closed without an answer");
    }

    /** Sends whatever it is on a connection of its own, says that this was all, and returns all that comes back. */
    List<Reply> blurt(byte[] bytes) {
        List<Reply> replies = new ArrayList<>();
        try (Socket socket = connect()) {
            if (sent(socket, bytes)) {
                socket.shutdownOutput();
            }
            InputStream answers = new BufferedInputStream(socket.getInputStream());
            // Among the requests may be some to HEAD, and which of the answers are theirs only the server knows.
            Reply.Bodiless bodiless = startsWith(bytes, "HEAD ") ? Reply::endsHere : at -> false;
            for (Optional<Reply> next = Reply.read(answers, bodiless); next.isPresent(); ) {
                replies.add(next.get());
                next = Reply.read(answers, bodiless);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither an answer nor an end", e);
        } catch (IOException e) {
            // The server may end a connection on which there is no sense any more.
        }
        return replies;
    }

    private static boolean startsWith(byte[] bytes, String text) {
        return new String(bytes, 0, Math.min(bytes.length, text.length()), ISO_8859_1).equals(text);
    }

    /** False if the server has closed already; it may have said why. */
    private static boolean sent(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Socket connected() throws IOException {
        if (kept.isEmpty()) {
            Socket socket = connect();
            kept = Optional.of(socket);
            in = new BufferedInputStream(socket.getInputStream());
        }
        return kept.get();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public void close() {
        try {
            if (kept.isPresent()) {
                kept.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            kept = Optional.empty();
        }
    }
}
