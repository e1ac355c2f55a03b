package io.moonlight.auth.examples.jdkhttp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** The JSON object of a request. */
final class Body {

    private static final int MAX_BYTES = 16 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode json;

    private Body(JsonNode json) {
        this.json = json;
    }

    /** @throws BadRequest if it is too long, or not JSON */
    static Body of(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new BadRequest();
        }
        try {
            return new Body(JSON.readTree(bytes));
        } catch (JacksonException e) {
            throw new BadRequest();
        }
    }

    /** @throws BadRequest if there is no text of this name */
    String text(String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new BadRequest();
        }
        return value.textValue();
    }
}
