package io.moonlight.auth.http.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthPluginTest {

    private final HttpApi api =
            HttpApi.builder(new Backend().auth).ownsServer(true).build();

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT5M0.001S"})
    void bodyTimeout_outOfItsRange_isRejected(Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthPlugin.builder(api).bodyTimeout(timeout))
                .withMessage("bodyTimeout must be more than 0 and at most 5 min");
    }

    @Test
    void api_whenItsServerStops_drains() {
        try (JavalinApi server = JavalinApi.of(config -> config.registerPlugin(new AuthPlugin(api)))) {
            assertThat(server.get("/health/ready").status()).isEqualTo(200);
        }

        assertThat(Api.of(api).get("/health/ready").status()).isEqualTo(503);
    }
}
