package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a binding does with bodies, and what becomes of it. */
class BodyTest {

    private static final String JSON = "application/json";

    private final HttpApi api =
            HttpApi.builder(new Backend().auth).ownsServer(true).build();

    private ApiResponse call(String method, String path, String contentType, ApiRequest.Body body) {
        return api.handle(new ApiRequest(
                method, path, "", name -> name.equals("Content-Type") ? List.of(contentType) : List.of(), body, ""));
    }

    private int checkEmail(String contentType, ApiRequest.Body body) {
        return call("POST", "/api/v1/auth/check-email", contentType, body).status();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 408, 413, 503})
    void body_thatTheServerRejected_isAnsweredWithItsStatusUnlessItIsNotJson(int status) {
        ApiRequest.Body rejected = () -> {
            throw new BodyRejectedException(status);
        };
        assertThat(checkEmail(JSON, rejected)).isEqualTo(status);
        assertThat(checkEmail("text/plain", rejected)).isEqualTo(415);
    }

    @Test
    void body_thatCannotBeRead_is400() {
        assertThat(checkEmail(JSON, () -> {
                    throw new IOException("reset");
                }))
                .isEqualTo(400);
    }

    @Test
    void body_thatABindingFailsToRead_is500() {
        assertThat(checkEmail(JSON, () -> {
                    throw new IllegalStateException("a mistake");
                }))
                .isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({"16384, 200", "16385, 413", "1000000, 413"})
    void body_ofAStream_isReadNoFurtherThanItMatters(int size, int status) {
        String open = "{\"email\":\"ada@example.org\",\"pad\":\"";
        byte[] body = (open + "x".repeat(size - open.length() - 2) + "\"}").getBytes(UTF_8);
        ByteArrayInputStream stream = new ByteArrayInputStream(body);

        assertThat(checkEmail(JSON, ApiRequest.Body.of(stream))).isEqualTo(status);
        assertThat(stream.available()).isEqualTo(Math.max(0, size - ApiRequest.MAX_BODY_BYTES - 1));
    }

    @Test
    void body_ofARequestThatNeedsNone_isNotRead() {
        AtomicInteger reads = new AtomicInteger();
        ApiRequest.Body counted = () -> {
            reads.incrementAndGet();
            return new byte[0];
        };
        for (String call : List.of(
                "GET /health",
                "GET /nowhere",
                "GET /api/v1/auth/login",
                "OPTIONS /api/v1/auth/login",
                "DELETE /api/v1/users/me")) {
            String[] parts = call.split(" ", 2);
            call(parts[0], parts[1], JSON, counted);
        }
        assertThat(reads).hasValue(0);
        assertThat(checkEmail(JSON, counted)).isEqualTo(400);
        assertThat(reads).hasValue(1);
    }
}
