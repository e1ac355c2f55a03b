package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An API on a server of this machine. Sends what a proper client would refuse to send, too, over one connection each. */
public final class WireApi extends Api {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int CHUNK = 10_000;

    private final int port;
    private final Runnable close;
    private final List<String> always;

    /** @param headers of each request: name, value, name, value */
    public WireApi(int port, Runnable close, String... headers) {
        this.port = port;
        this.close = close;
        this.always = List.of(headers);
    }

    @Override
    public Answer send(String method, String path, byte[] body, String... headers) {
        boolean plain = body.length > 0 || List.of("POST", "PUT", "PATCH").contains(method);
        String length = plain ? "Content-Length: " + body.length + "\r\n" : "";
        return exchange(method, head(method, path, body, headers) + length + "\r\n", body);
    }

    @Override
    public Answer sendInChunks(String method, String path, byte[] body, String... headers) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += CHUNK) {
            byte[] chunk = Arrays.copyOfRange(body, from, Math.min(body.length, from + CHUNK));
            chunks.writeBytes((Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1));
            chunks.writeBytes(chunk);
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        String head = head(method, path, body, headers) + "Transfer-Encoding: chunked\r\n\r\n";
        return exchange(method, head, chunks.toByteArray());
    }

    private String head(String method, String path, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        for (int i = 0; i < always.size(); i += 2) {
            head.append(always.get(i)).append(": ").append(always.get(i + 1)).append("\r\n");
        }
        named(body, headers)
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        return head.append("Connection: close\r\n").toString();
    }

    private Answer exchange(String method, String head, byte[] body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(head.getBytes(ISO_8859_1));
                out.write(body);
            } catch (IOException e) {
                // the server has seen enough, and has answered
            }
            return answer(method, socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(String method, byte[] all) {
        String text = new String(all, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        assertThat(end).as(text).isPositive();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        text.substring(0, end).lines().skip(1).forEach(line -> {
            String[] parts = line.split(":", 2);
            headers.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1].strip());
        });
        int status = Integer.parseInt(text.substring(9, 12));
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        if (method.equals("HEAD") || status == 204) {
            assertThat(body).isEmpty();
        } else {
            assertThat(headers.get("Content-Length")).as(text).containsExactly(Integer.toString(body.length));
        }
        return new Answer(status, HttpHeaders.of(headers, (name, value) -> true), body);
    }

    @Override
    public void close() {
        close.run();
    }
}
