package io.moonlight.auth.bootstrap.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.testkit.Seeded;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What no proper client sends: a request whose end cannot be found, or of which only a part came, or that is none. */
final class Framings {

    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

    private Framings() {}

    static byte[] broken(Request request, RandomGenerator random) {
        byte[] whole = request.bytes(random);
        byte[] body = request.body.orElse(new byte[0]);
        return switch (random.nextInt(16)) {
            case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            case 1 -> Bytes.flipped(whole, random);
            case 2 -> Bytes.inserted(whole, Bytes.random(random, 1 + random.nextInt(8)), random);
            case 3, 4 -> framed(request, "Content-Length: " + length(body.length, random), body);
            case 5 ->
                framed(request, "Content-Length: " + body.length + "\r\nContent-Length: " + random.nextInt(50), body);
            case 6 -> framed(request, "Content-Length: " + body.length + "\r\nTransfer-Encoding: chunked", body);
            case 7, 8 -> framed(request, "Transfer-Encoding: " + coding(random), chunks(body, random));
            case 9 -> text(request).replace("\r\n", "\n").getBytes(UTF_8);
            case 10 -> text(request).replaceFirst("\r\n", "\r\n folded: x\r\n").getBytes(UTF_8);
            case 11 -> text(request).replaceFirst("HTTP/1.1", version(random)).getBytes(UTF_8);
            case 12 -> target(request, random).getBytes(UTF_8);
            case 13 -> Bytes.joined(Bytes.joined(whole, HEALTH.getBytes(UTF_8)), whole);
            case 14 -> Bytes.random(random, 1 + random.nextInt(3_000));
            default ->
                framed(request, "Expect: " + Seeded.oneOf(random, "100-continue", "200-ok", "") + "\r\nX: x", body);
        };
    }

    private static String text(Request request) {
        return new String(
                framed(
                        request,
                        "Content-Length: " + request.body.map(b -> b.length).orElse(0),
                        request.body.orElse(new byte[0])),
                ISO_8859_1);
    }

    private static byte[] framed(Request request, String headers, byte[] body) {
        return Bytes.joined((request.head() + headers + "\r\n\r\n").getBytes(UTF_8), body);
    }

    private static String length(int right, RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> Integer.toString(right + 1 + random.nextInt(50));
            case 1 -> Integer.toString(Math.max(0, right - 1 - random.nextInt(10)));
            case 2 -> "-" + right;
            case 3 -> "+" + right;
            case 4 -> "0".repeat(20) + right;
            default -> Seeded.oneOf(random, "", "x", "1e2", "0x10", "9223372036854775808", "1,1", "1 1", "16385");
        };
    }

    private static String coding(RandomGenerator random) {
        return Seeded.oneOf(
                random, "chunked", "chunked", "gzip", "gzip, chunked", "chunked, chunked", "identity", "CHUNKED", "x");
    }

    private static byte[] chunks(byte[] body, RandomGenerator random) {
        String size = Integer.toHexString(body.length);
        String text = new String(body, ISO_8859_1);
        String chunks = switch (random.nextInt(9)) {
            case 0 -> size + ";name=\"value\r\n" + text + "\r\n0\r\n\r\n";
            case 1 -> size + ";a=" + "b".repeat(random.nextInt(9_000)) + "\r\n" + text + "\r\n0\r\n\r\n";
            case 2 -> "ffffffffffffffff\r\n" + text;
            case 3 -> "-1\r\n" + text + "\r\n0\r\n\r\n";
            case 4 -> size + "\r\n" + text + "0\r\n\r\n";
            case 5 -> size + "\r\n" + text + "\r\n";
            case 6 -> size + "\r\n" + text + "\r\n0\r\nX-Request-ID: trailer\r\nContent-Length: 5\r\n\r\n";
            case 7 -> "0\r\n\r\n" + HEALTH;
            default -> "0x" + size + "\r\n" + text + "\r\n0\r\n\r\n";
        };
        return chunks.getBytes(ISO_8859_1);
    }

    private static String version(RandomGenerator random) {
        return Seeded.oneOf(
                random, "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "http/1.1", "HTTP/1.", "SIP/2.0", "");
    }

    private static String target(Request request, RandomGenerator random) {
        String first = request.method + " " + request.path;
        String other = switch (random.nextInt(7)) {
            case 0 -> request.method + " http://other.example" + request.path;
            case 1 -> "CONNECT other.example:443";
            case 2 -> "OPTIONS *";
            case 3 -> request.method + " *";
            case 4 -> request.method + " " + request.path.substring(1);
            case 5 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
            default -> request.method + "  " + request.path;
        };
        String text = text(request);
        return text.startsWith(first) ? other + text.substring(first.length()) : text;
    }
}
