package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthPluginBuilderTest {

    @Test
    void build_withSeveralThingsWrong_namesThemAllAndEchoesNone() {
        AuthPluginBuilder builder = AuthPlugin.builder(new Backend().auth)
                .basePath("/api/")
                .trustedProxies(List.of("10.0.0.0/8", "everybody"))
                .corsOrigins(List.of("*", "https://app.example.org", "https://app.example.org/"))
                .bodyTimeout(Duration.ZERO);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AuthPlugin is not ready: basePath must be like /api/v1; "
                        + "trustedProxies: entry 2 is no IP address and no CIDR range; "
                        + "corsOrigins: entry 1 is not like https://app.example.org; "
                        + "corsOrigins: entry 3 is not like https://app.example.org; "
                        + "bodyTimeout must be more than 0 and at most 5 min");
    }
}
