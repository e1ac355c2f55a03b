package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whole answers. A client that is gone is nobody's failure. */
final class Responder {

    static final String RETRY_AFTER = "Retry-After";
    static final String CHALLENGE = "WWW-Authenticate";

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final String JSON = "application/json";

    private final JsonWriter json;
    private final Messages messages;

    Responder(JsonWriter json, Messages messages) {
        this.json = json;
        this.messages = messages;
    }

    /** @param messageKey which text goes with a success; needed only if that is what it is */
    void reply(HttpServletResponse response, Reply reply, Optional<String> messageKey, Caller caller) {
        if (reply instanceof Reply.Success success) {
            String message = messages.text(messageKey.orElseThrow(), caller.language());
            write(response, Statuses.OK, json.success(message, success.data()));
        } else if (reply instanceof Reply.Plain plain) {
            retryAfter(response, plain.retryAfter());
            write(response, plain.status(), json.plain(plain.body()));
        } else if (reply instanceof Reply.Document document) {
            response.setHeader(
                    "Cache-Control", "public, max-age=" + document.maxAge().toSeconds());
            write(response, Statuses.OK, document.json().getBytes(UTF_8));
        }
    }

    void error(HttpServletResponse response, ErrorResponse error) {
        retryAfter(response, error.retryAfter());
        error.challenge().ifPresent(how -> response.setHeader(CHALLENGE, how));
        write(response, error.status(), json.error(error));
    }

    void empty(HttpServletResponse response) {
        response.setStatus(Statuses.NO_CONTENT);
        response.setContentType(null);
    }

    private static void retryAfter(HttpServletResponse response, OptionalLong seconds) {
        seconds.ifPresent(wait -> response.setHeader(RETRY_AFTER, Long.toString(wait)));
    }

    private static void write(HttpServletResponse response, int status, byte[] body) {
        try {
            response.setStatus(status);
            response.setContentType(JSON);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } catch (IOException e) {
            LOG.debug("the client did not wait for its answer", e);
        }
    }
}
