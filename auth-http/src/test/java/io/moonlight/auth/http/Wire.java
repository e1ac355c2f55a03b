package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Connections to a server of this machine, which are kept for the next requests. Safe for any number of threads. */
final class Wire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    Wire(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    /** Sends these bytes, and reads an answer that is as long as it says. */
    Api.Answer exchange(String method, byte[] request) {
        try {
            Connection kept = idle.poll();
            if (kept != null) {
                try {
                    return exchange(kept, method, request);
                } catch (ClosedBeforeAnswer e) {
                    // by the server, while it was idle
                }
            }
            return exchange(new Connection(port), method, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Api.Answer exchange(Connection connection, String method, byte[] request) throws IOException {
        boolean keep = false;
        try {
            boolean sent = connection.send(request);
            Api.Answer answer = connection.receive(method);
            keep = sent && !answer.header("Connection").equalsIgnoreCase("close");
            connection.expectNothingMore(keep);
            return answer;
        } finally {
            if (keep) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }

    private static final class ClosedBeforeAnswer extends IOException {

        private static final long serialVersionUID = 1L;

        ClosedBeforeAnswer(IOException cause) {
            super(cause);
        }
    }

    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** Returns whether the server took all of it: it may have seen enough before, and have answered. */
        boolean send(byte[] request) {
            try {
                socket.getOutputStream().write(request);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        Api.Answer receive(String method) throws IOException {
            String head = head();
            assertThat(head).startsWith("HTTP/1.1 ");
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            head.lines().skip(1).forEach(line -> {
                String[] parts = line.split(":", 2);
                headers.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1].strip());
            });
            int status = Integer.parseInt(head.substring(9, 12));
            byte[] body = {};
            if (headers.containsKey("Transfer-Encoding")) {
                body = chunks();
            } else if (List.of("application/x-ndjson").equals(headers.get("Content-Type"))
                    && List.of("close").equals(headers.get("Connection"))) {
                body = in.readAllBytes();
            } else if (!method.equals("HEAD") && status != 204) {
                assertThat(headers.get("Content-Length")).as(head).hasSize(1);
                int length = Integer.parseInt(headers.get("Content-Length").get(0));
                body = in.readNBytes(length);
                assertThat(body).as(head).hasSize(length);
            }
            return new Api.Answer(status, HttpHeaders.of(headers, (name, value) -> true), body);
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int length = chunk(); length > 0; length = chunk()) {
                body.write(whole(length));
                assertThat(whole(2)).asString().isEqualTo("\r\n");
            }
            assertThat(whole(2)).asString().isEqualTo("\r\n");
            return body.toByteArray();
        }

        private byte[] whole(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the answer ends within a chunk");
            }
            return bytes;
        }

        private int chunk() throws IOException {
            StringBuilder length = new StringBuilder();
            for (int next = next(false); next != '\n'; next = next(false)) {
                length.append((char) next);
            }
            return Integer.parseInt(length.toString().strip(), 16);
        }

        /** Without the empty line after it. */
        private String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int wanted = 0;
            while (wanted < 4) {
                int next = next(head.size() == 0);
                head.write(next);
                if (next == "\r\n\r\n".charAt(wanted)) {
                    wanted++;
                } else {
                    wanted = next == '\r' ? 1 : 0;
                }
            }
            String text = head.toString(ISO_8859_1);
            return text.substring(0, text.length() - 4);
        }

        private int next(boolean first) throws IOException {
            try {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("the answer ends in its head");
                }
                return next;
            } catch (EOFException | SocketException e) {
                throw first ? new ClosedBeforeAnswer(e) : e;
            }
        }

        /** @param keep otherwise the server closes the connection */
        void expectNothingMore(boolean keep) throws IOException {
            if (keep) {
                assertThat(in.available()).isZero();
            } else {
                assertThat(in.readAllBytes()).isEmpty();
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
