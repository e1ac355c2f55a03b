package io.moonlight.auth.bootstrap.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bootstrap.testkit.OpenApi;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A request that is being made up. Its parts are changed one by one; {@link #bytes} writes it down. */
final class Request {

    /** The most bytes of a chunk. */
    private static final int CHUNK = 700;

    /** The name of a header, and what it says. */
    record Header(String name, String value) {}

    /** What it was before anything was changed. */
    final OpenApi.Call call;

    String method;
    String path;
    String query = "";
    final List<Header> headers = new ArrayList<>();
    Optional<byte[]> body = Optional.empty();
    boolean chunked;

    /** Whether method and path are still those of the call. */
    boolean onTarget = true;

    Request(OpenApi.Call call, String path) {
        this.call = call;
        this.method = call.method();
        this.path = path;
    }

    void set(String name, String value) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        headers.add(new Header(name, value));
    }

    /** The only header of this name. */
    Optional<String> only(String name) {
        List<String> values = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** First line and headers, each with its line's end; those that frame the body are not among them. */
    String head() {
        StringBuilder head = new StringBuilder(method).append(' ').append(path);
        head.append(query.isEmpty() ? "" : "?" + query).append(" HTTP/1.1\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        return head.toString();
    }

    /** As a client sends it that knows HTTP. */
    byte[] bytes(RandomGenerator random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head().getBytes(UTF_8));
        if (body.isPresent() && chunked) {
            out.writeBytes("Transfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
            out.writeBytes(inChunks(random, body.get()));
        } else if (body.isPresent()) {
            out.writeBytes(("Content-Length: " + body.get().length + "\r\n\r\n").getBytes(ISO_8859_1));
            out.writeBytes(body.get());
        } else {
            out.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        return out.toByteArray();
    }

    private static byte[] inChunks(RandomGenerator random, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + random.nextInt(CHUNK));
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
            out.write(body, at, length);
            out.writeBytes("\r\n".getBytes(ISO_8859_1));
            at += length;
        }
        out.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    /** Bytes for a system property. */
    static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
