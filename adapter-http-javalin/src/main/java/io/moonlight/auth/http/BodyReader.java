package io.moonlight.auth.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;

/**
 * Reads a request's body: JSON by its content type, never more than {@value #MAX_BYTES} bytes of it, and never for longer
 * than the deadline (checked whenever something arrives; silence is ended by the server's idle timeout).
 */
final class BodyReader {

    static final int MAX_BYTES = 16 * 1024;

    private static final String JSON = "application/json";
    private static final Pattern UTF_8 = Pattern.compile("charset=(\"utf-?8\"|utf-?8)");
    private static final int FIRST_GUESS = 1024;

    private final Duration deadline;

    BodyReader(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * Reads the body, or takes the one that an earlier handler of the host application has read with {@link Context#body}.
     *
     * @throws RequestRefused with 400, 408, 413 or 415
     */
    byte[] read(Context ctx) {
        HttpServletRequest request = ctx.req();
        long length = request.getContentLengthLong();
        if (length == 0) {
            throw InvalidRequest.unreadable();
        }
        try {
            requireJson(request, length);
            if (length > MAX_BYTES) {
                throw new RequestRefused(TransportError.PAYLOAD_TOO_LARGE);
            }
            ServletInputStream body = request.getInputStream();
            return body.isFinished() ? kept(ctx.bodyAsBytes()) : readBytes(body, length);
        } catch (IOException | RuntimeException e) {
            throw refusal(e);
        }
    }

    private static byte[] kept(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw new RequestRefused(TransportError.PAYLOAD_TOO_LARGE);
        }
        return body;
    }

    private byte[] readBytes(InputStream body, long length) throws IOException {
        long start = System.nanoTime();
        byte[] bytes = new byte[length < 0 ? FIRST_GUESS : (int) length];
        int count = 0;
        while (true) {
            int read = body.read(bytes, count, bytes.length - count);
            if (read < 0) {
                return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
            }
            count += read;
            if (count == length) {
                return bytes;
            }
            if (count > MAX_BYTES) {
                throw new RequestRefused(TransportError.PAYLOAD_TOO_LARGE);
            }
            if (System.nanoTime() - start > deadline.toNanos()) {
                throw new RequestRefused(Statuses.REQUEST_TIMEOUT);
            }
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * count, MAX_BYTES + 1));
            }
        }
    }

    private static void requireJson(HttpServletRequest request, long length) throws IOException {
        if (isJson(header(request, "Content-Type")) && isPlain(header(request, "Content-Encoding"))) {
            return;
        }
        boolean empty = length < 0 && request.getInputStream().read() < 0;
        throw empty ? InvalidRequest.unreadable() : new RequestRefused(TransportError.UNSUPPORTED_MEDIA_TYPE);
    }

    private static boolean isJson(String contentType) {
        if (contentType.equals(JSON)) {
            return true;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        return parts[0].strip().equals(JSON)
                && Arrays.stream(parts).skip(1).map(String::strip).allMatch(BodyReader::isHarmless);
    }

    private static boolean isHarmless(String parameter) {
        return !parameter.startsWith("charset") || UTF_8.matcher(parameter).matches();
    }

    private static boolean isPlain(String encoding) {
        return encoding.isEmpty() || encoding.strip().equalsIgnoreCase("identity");
    }

    private static String header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }

    /** What the server says about a body that does not arrive as announced. */
    private static RuntimeException refusal(Exception e) {
        if (e instanceof RequestRefused || e instanceof InvalidRequest) {
            return (RuntimeException) e;
        }
        if (e instanceof HttpException broken) {
            return new RequestRefused(broken.getCode());
        }
        if (e.getCause() instanceof HttpException broken) {
            return new RequestRefused(broken.getCode());
        }
        boolean late = e instanceof IOException && e.getCause() instanceof TimeoutException;
        if (late || e instanceof IOException) {
            return new RequestRefused(late ? Statuses.REQUEST_TIMEOUT : Statuses.BAD_REQUEST);
        }
        return (RuntimeException) e;
    }
}
