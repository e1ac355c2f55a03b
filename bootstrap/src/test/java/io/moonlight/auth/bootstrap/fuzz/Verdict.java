package io.moonlight.auth.bootstrap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moonlight.auth.bootstrap.testkit.OpenApi;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every answer must be, whatever was asked: ours, in the envelope, named, and no fault of the server. Nothing is
 * missing at the server under test and nothing overloads it, so a 503 is a fault as well: a part has choked on a request.
 * Only the question whether all parts answer in time may be answered with no.
 */
final class Verdict {

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern LEAK = Pattern.compile("(?i)<html|jetty|javalin|exception|postgres|\\bat [a-z]+\\.");
    private static final Set<String> ERRORS = Set.of(
            "VALIDATION_ERROR",
            "AUTHENTICATION_ERROR",
            "INVALID_TOKEN",
            "FORBIDDEN",
            "NOT_FOUND",
            "METHOD_NOT_ALLOWED",
            "CONFLICT",
            "PAYLOAD_TOO_LARGE",
            "UNSUPPORTED_MEDIA_TYPE",
            "RATE_LIMIT_ERROR",
            "SERVICE_UNAVAILABLE");
    private static final int UNKNOWN_VERSION = 505;

    /** With these a head is given up that cannot be read to its end, the request's own name included. */
    private static final Set<Integer> BEFORE_THE_NAME = Set.of(400, 414, 431);

    private final OpenApi api;

    Verdict(OpenApi api) {
        this.api = api;
    }

    /** The answer to a request that was framed well. */
    void on(Request request, Reply reply) {
        on(reply);
        assertThat(reply.status()).isNotEqualTo(UNKNOWN_VERSION);
        if (!(reply.closes() && BEFORE_THE_NAME.contains(reply.status()))) {
            Optional<String> name =
                    request.only("X-Request-ID").filter(id -> NAME.matcher(id).matches());
            name.ifPresent(given -> assertThat(reply.all("X-Request-ID")).containsExactly(given));
        }
        if (request.onTarget && !reply.body().isEmpty()) {
            JsonNode promised = OpenApi.schema(api.response(request.call, reply.status()));
            api.check(request.call.id() + " " + reply.status(), promised, json(reply));
        }
    }

    /** The answer to anything. */
    void on(Reply reply) {
        boolean notReady = reply.status() == 503 && reply.text().contains("\"status\":\"not_ready\"");
        assertThat(reply.status() < 500 || reply.status() == UNKNOWN_VERSION || notReady)
                .as("no fault of the server")
                .isTrue();
        assertThat(reply.all("X-Request-ID")).singleElement().asString().matches(NAME);
        assertThat(reply.text()).doesNotContainPattern(LEAK);
        if (reply.body().isEmpty()) {
            return; // an answer to HEAD or OPTIONS
        }
        assertThat(reply.all("Content-Type")).containsExactly("application/json");
        JsonNode json = json(reply);
        assertThat(json.isObject()).isTrue();
        if (reply.status() >= 400) {
            assertThat(json.path("code").asInt()).isEqualTo(reply.status());
            assertThat(json.path("message").asText()).isNotEmpty();
            assertThat(json.path("error").asText()).isIn(ERRORS);
            assertThat(json.has("data")).isFalse();
            assertThat(reply.all("Cache-Control")).containsExactly("no-store");
            assertThat(reply.all("X-Content-Type-Options")).containsExactly("nosniff");
        }
        if (reply.status() == 429) {
            assertThat(reply.all("Retry-After"))
                    .isEqualTo(List.of(json.path("retry_after").asText()));
        }
        if (reply.status() == 405) {
            assertThat(reply.all("Allow")).hasSize(1);
        }
    }

    static JsonNode json(Reply reply) {
        try {
            return STRICT.readTree(reply.bytes());
        } catch (IOException e) {
            throw new AssertionError("no JSON", e);
        }
    }
}
