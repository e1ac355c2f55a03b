package io.moonlight.auth.bootstrap.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer, read strictly: what is not HTTP is an {@link AssertionError}.
 *
 * @param body each byte as one character
 */
record Reply(int status, List<Request.Header> headers, String body) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2}) .*");
    private static final String NEXT = "HTTP/";
    private static final int LONGEST_LINE = 16 * 1024;

    /** Whether the answer at this place of what is read has no body, whatever its headers say. */
    interface Bodiless {
        boolean at(InputStream in) throws IOException;
    }

    /** The next final answer of a connection; empty if the server closes it instead. */
    static Optional<Reply> read(InputStream in, Bodiless bodiless) throws IOException {
        while (true) {
            Optional<String> first = line(in);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            Matcher status = STATUS_LINE.matcher(first.get());
            if (!status.matches()) {
                throw new AssertionError("no status line: " + first.get());
            }
            int code = Integer.parseInt(status.group(1));
            List<Request.Header> headers = headers(in);
            if (code >= 200) {
                String body = code == 204 || code == 304 || bodiless.at(in) ? "" : body(in, headers);
                return Optional.of(new Reply(code, headers, body));
            }
        }
    }

    /** Whether an answer ends here: another one begins, or nothing comes any more. */
    static boolean endsHere(InputStream in) throws IOException {
        in.mark(NEXT.length());
        String next = new String(in.readNBytes(NEXT.length()), ISO_8859_1);
        in.reset();
        return next.isEmpty() || next.equals(NEXT);
    }

    private static List<Request.Header> headers(InputStream in) throws IOException {
        List<Request.Header> headers = new ArrayList<>();
        for (String line = end(line(in)); !line.isEmpty(); line = end(line(in))) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new AssertionError("no header: " + line);
            }
            headers.add(new Request.Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private static String end(Optional<String> line) throws EOFException {
        return line.orElseThrow(() -> new EOFException("cut within the headers"));
    }

    /** Without its end; empty if nothing comes any more. */
    private static Optional<String> line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return Optional.of(line.toString());
            }
            if (b != '\r') {
                line.append((char) b);
            }
            if (line.length() > LONGEST_LINE) {
                throw new AssertionError("an endless line: " + line.substring(0, 100));
            }
        }
        if (line.length() > 0) {
            throw new EOFException("cut within a line: " + line);
        }
        return Optional.empty();
    }

    private static String body(InputStream in, List<Request.Header> headers) throws IOException {
        List<String> lengths = all(headers, "Content-Length");
        if (lengths.size() != 1) {
            throw new AssertionError("an answer of no known length: " + headers);
        }
        int length = Integer.parseInt(lengths.get(0));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("cut within the body");
        }
        return new String(body, ISO_8859_1);
    }

    private static List<String> all(List<Request.Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Request.Header::value)
                .toList();
    }

    List<String> all(String name) {
        return all(headers, name);
    }

    byte[] bytes() {
        return body.getBytes(ISO_8859_1);
    }

    String text() {
        return new String(bytes(), UTF_8);
    }

    /** Whether the server will close the connection now. */
    boolean closes() {
        return all("Connection").stream().anyMatch("close"::equalsIgnoreCase);
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
