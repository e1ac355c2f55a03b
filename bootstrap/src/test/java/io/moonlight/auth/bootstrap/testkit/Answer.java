package io.moonlight.auth.bootstrap.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Optional;

/** One answer of the API. */
public record Answer(int status, String body, HttpResponse<String> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body(), response);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    public JsonNode data() {
        return json().path("data");
    }

    public String message() {
        return json().path("message").asText();
    }

    public String error() {
        return json().path("error").asText();
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** The refresh token, wherever the answer holds it. */
    public String refreshToken() {
        return json().findValue("refresh_token").asText();
    }

    public String accessToken() {
        return json().findValue("access_token").asText();
    }

    /** Asserts success in the envelope. */
    public Answer ok(String message) {
        assertThat(status).as(body).isEqualTo(200);
        assertThat(json().path("code").asInt()).isEqualTo(200);
        assertThat(message()).isEqualTo(message);
        assertThat(data().isObject()).as(body).isTrue();
        return this;
    }

    /** Asserts a refusal in the envelope. */
    public Answer refused(int status, String error, String message) {
        refused(status, error);
        assertThat(message()).isEqualTo(message);
        return this;
    }

    /** Asserts a refusal in the envelope, whatever it says to people. */
    public Answer refused(int status, String error) {
        assertThat(this.status).as(body).isEqualTo(status);
        assertThat(json().path("code").asInt()).isEqualTo(status);
        assertThat(error()).isEqualTo(error);
        if (status == 429 || status == 503) {
            assertThat(json().path("retry_after").asLong()).isPositive();
            assertThat(header("Retry-After"))
                    .contains(json().path("retry_after").asText());
        }
        return this;
    }
}
