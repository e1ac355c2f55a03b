package io.moonlight.auth.http;

import io.moonlight.auth.http.request.Fields;
import io.moonlight.auth.http.request.Raw;
import io.moonlight.auth.http.request.RefreshCookie;
import io.moonlight.auth.http.request.Refusal;
import io.moonlight.auth.http.request.StrictJson;
import io.moonlight.auth.http.response.Statuses;
import io.moonlight.auth.http.route.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the body of a request: one JSON object by its content type, at most {@value ApiRequest#MAX_BODY_BYTES} bytes. */
final class BodyReader {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final Pattern UTF_8 = Pattern.compile("charset=(\"utf-?8\"|utf-?8)");

    private final StrictJson json = new StrictJson();

    /**
     * Returns the values in the body, by name. In cookie mode a refresh token comes from the cookie, which no other call reads,
     * and the body may be empty.
     *
     * @throws Refusal with 400, 408, 413, 415 or 503; a wrong content type counts before a body that was rejected
     */
    Map<String, Raw> read(ApiRequest request, Route<?> route, Optional<RefreshCookie> cookie) {
        if (cookie.isEmpty() || !route.takesRefreshToken()) {
            return json.read(bytes(request, false));
        }
        byte[] body = bytes(request, true);
        if (body.length > 0) {
            json.read(body);
        }
        String token = cookie.get().read(request.headers().apply(RefreshCookie.HEADER));
        return Map.of(Fields.REFRESH_TOKEN.name(), Raw.text(token));
    }

    /**
     * Returns a body of lines, as it arrives.
     *
     * @throws Refusal with 415, or as the server has rejected it
     */
    static InputStream stream(ApiRequest request) {
        requireType(request, LINES);
        try {
            return request.body().stream();
        } catch (BodyRejectedException e) {
            throw new Refusal.WithStatus(e.status());
        } catch (IOException e) {
            throw new Refusal.WithStatus(Statuses.BAD_REQUEST);
        }
    }

    private static byte[] bytes(ApiRequest request, boolean optional) {
        byte[] body = {};
        int rejection = Statuses.OK;
        try {
            body = request.body().read();
            if (body.length == 0 && optional) {
                return body;
            }
            if (body.length == 0) {
                throw Refusal.unreadable();
            }
            if (body.length > ApiRequest.MAX_BODY_BYTES) {
                rejection = Statuses.PAYLOAD_TOO_LARGE;
            }
        } catch (BodyRejectedException e) {
            rejection = e.status();
        } catch (IOException e) {
            rejection = Statuses.BAD_REQUEST;
        }
        requireType(request, JSON);
        if (rejection != Statuses.OK) {
            throw new Refusal.WithStatus(rejection);
        }
        return body;
    }

    private static void requireType(ApiRequest request, String type) {
        if (!isOf(type, request.header("Content-Type")) || !isPlain(request.header("Content-Encoding"))) {
            throw new Refusal.WithStatus(Statuses.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    private static boolean isOf(String type, String contentType) {
        if (contentType.equals(type)) {
            return true;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        return parts[0].strip().equals(type)
                && Arrays.stream(parts).skip(1).map(String::strip).allMatch(BodyReader::isHarmless);
    }

    private static boolean isHarmless(String parameter) {
        return !parameter.startsWith("charset") || UTF_8.matcher(parameter).matches();
    }

    private static boolean isPlain(String encoding) {
        return encoding.isEmpty() || encoding.strip().equalsIgnoreCase("identity");
    }
}
