package io.moonlight.auth.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/**
 * One kept-alive HTTP/1.1 connection that costs as little as possible: the load generator has the same cores as what it
 * measures. Understands what our server sends, answers with a Content-Length, and nothing else.
 */
final class Connection implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);

    private final URI server;
    private Socket socket = new Socket();
    private final byte[] buffer = new byte[BUFFER];
    private int bodyStart;
    private int end;

    Connection(URI server) throws IOException {
        this.server = server;
        connect();
    }

    private void connect() throws IOException {
        socket.close();
        socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
    }

    /** Sends a whole request and reads the whole answer. Returns the status. */
    int call(byte[] request) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request);
        InputStream in = socket.getInputStream();
        end = 0;
        bodyStart = -1;
        int length = 0;
        while (bodyStart < 0 || end < bodyStart + length) {
            int read = in.read(buffer, end, BUFFER - end);
            if (read < 0) {
                throw new IOException("the server closed the connection");
            }
            end += read;
            if (bodyStart < 0) {
                bodyStart = endOfHead();
                length = bodyStart < 0 ? 0 : contentLength();
            }
        }
        int status = (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + (buffer[11] - '0');
        if (closes()) {
            connect();
        }
        return status;
    }

    /** The body of the last answer. */
    String body() {
        return new String(buffer, bodyStart, end - bodyStart, ISO_8859_1);
    }

    private int endOfHead() {
        for (int i = 3; i < end; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private int contentLength() {
        int at = find(LENGTH);
        if (at < 0) {
            return 0;
        }
        int i = at + LENGTH.length;
        while (buffer[i] == ' ') {
            i++;
        }
        int length = 0;
        while (buffer[i] >= '0' && buffer[i] <= '9') {
            length = length * 10 + (buffer[i++] - '0');
        }
        return length;
    }

    private boolean closes() {
        return find("connection: close".getBytes(ISO_8859_1)) >= 0;
    }

    /** Where these lower-case bytes begin in the head, in any case of letters; -1 if nowhere. */
    private int find(byte[] text) {
        for (int i = 0; i + text.length <= bodyStart; i++) {
            if (matches(i, text)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(int at, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            int c = buffer[at + i];
            if (c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            }
            if (c != text[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        Arrays.fill(buffer, (byte) 0);
    }
}
