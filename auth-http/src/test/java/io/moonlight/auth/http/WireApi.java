package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** An API on a server of this machine. Sends what a proper client would refuse to send, too. */
public final class WireApi extends Api {

    private static final int CHUNK = 10_000;

    private final Wire wire;
    private final Runnable close;
    private final List<String> always;

    /** An API that is alone on a server. */
    public WireApi(int port) {
        this.wire = new Wire(port);
        this.close = wire::close;
        this.always = List.of();
    }

    /** @param headers of each request: name, value, name, value */
    WireApi(Wire wire, Runnable close, String... headers) {
        this.wire = wire;
        this.close = close;
        this.always = List.of(headers);
    }

    @Override
    public Answer send(String method, String path, byte[] body, String... headers) {
        boolean plain = body.length > 0 || List.of("POST", "PUT", "PATCH").contains(method);
        String length = plain ? "Content-Length: " + body.length + "\r\n" : "";
        return exchange(method, head(method, path, body, headers) + length, body);
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
        return exchange(
                method, head(method, path, body, headers) + "Transfer-Encoding: chunked\r\n", chunks.toByteArray());
    }

    @Override
    public Conversation converse(String path, String... headers) {
        return new SocketConversation(wire.port(), head("POST", path, new byte[0], headers));
    }

    private String head(String method, String path, byte[] body, String... headers) {
        StringBuilder head =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + wire.port() + "\r\n");
        for (int i = 0; i < always.size(); i += 2) {
            head.append(always.get(i)).append(": ").append(always.get(i + 1)).append("\r\n");
        }
        named(body, headers)
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        return head.toString();
    }

    private Answer exchange(String method, String head, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(ISO_8859_1));
        if (body.length > ApiRequest.MAX_BODY_BYTES) {
            request.writeBytes("Connection: close\r\n".getBytes(ISO_8859_1)); // a server may not read it all
        }
        request.writeBytes("\r\n".getBytes(ISO_8859_1));
        request.writeBytes(body);
        return wire.exchange(method, request.toByteArray());
    }

    @Override
    public void close() {
        close.run();
    }
}
