package io.moonlight.auth.http.javalin;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.ConventionsTest;
import io.moonlight.auth.http.HttpApiBuilder;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conventions on a real server. */
class JavalinConventionsTest extends ConventionsTest {

    @Override
    protected Api api(Auth auth, UnaryOperator<HttpApiBuilder> options) {
        return JavalinApi.alone(auth, options);
    }

    @ParameterizedTest
    @CsvSource({"16384, 200", "16385, 413", "20000, 413", "10000000, 413"})
    void body_ofThisManyBytesInChunks_isAnsweredWith(int size, int status) {
        JavalinApi server = (JavalinApi) api;
        byte[] body = padded(size);
        HttpRequest chunked = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/auth/check-email"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        assertTooLarge(server.send(chunked), status);
    }
}
