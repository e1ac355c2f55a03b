package io.moonlight.auth.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the body of a request: JSON by its content type, at most {@value BodyReceiver#MAX_BYTES} bytes of it. */
final class BodyReader {

    private static final String JSON = "application/json";
    private static final Pattern UTF_8 = Pattern.compile("charset=(\"utf-?8\"|utf-?8)");

    /**
     * Takes the body, which an earlier handler of the host application may have read.
     *
     * @throws RequestRefused with 400, 408, 413, 415 or 503
     */
    byte[] read(Context ctx) {
        Object body = BodyReceiver.outcome(ctx.req()).orElseGet(() -> readAll(ctx));
        if (body instanceof byte[] bytes && bytes.length == 0) {
            throw InvalidRequest.unreadable();
        }
        if (!isJson(header(ctx.req(), "Content-Type")) || !isPlain(header(ctx.req(), "Content-Encoding"))) {
            throw new RequestRefused(TransportError.UNSUPPORTED_MEDIA_TYPE);
        }
        if (body instanceof RequestRefused rejection) {
            throw rejection;
        }
        return (byte[]) body;
    }

    /** Reads as slowly as the body arrives, where the application is a servlet on a server that is not Javalin's. */
    private static Object readAll(Context ctx) {
        try {
            ServletInputStream body = ctx.req().getInputStream();
            byte[] bytes = body.isFinished() ? ctx.bodyAsBytes() : body.readNBytes(BodyReceiver.MAX_BYTES + 1);
            return bytes.length > BodyReceiver.MAX_BYTES ? new RequestRefused(TransportError.PAYLOAD_TOO_LARGE) : bytes;
        } catch (IOException e) {
            return new RequestRefused(Statuses.BAD_REQUEST);
        }
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
}
