package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.http.request.AdminKey;
import io.moonlight.auth.http.request.Bearer;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpApiBuilderTest {

    @Test
    void toString_ofAnAdminKey_hidesIt() {
        assertThat(new AdminKey("x".repeat(32)).toString()).isEqualTo("AdminKey[***]");
        assertThat(Bearer.of(List.of("Bearer abc")).toString()).isEqualTo("Bearer[***]");
    }

    @Test
    void build_withSeveralThingsWrong_namesThemAllAndEchoesNone() {
        HttpApiBuilder builder = HttpApi.builder(new Backend().auth)
                .basePath("/api/")
                .trustedProxies(List.of("10.0.0.0/8", "everybody"))
                .corsOrigins(List.of("*", "https://app.example.org", "https://app.example.org/"))
                .adminKey("x".repeat(31))
                .adminKey("x".repeat(31) + " ")
                .adminKey("")
                .adminKey("é".repeat(40))
                .publicOrigin("capacitor://localhost");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HttpApi is not ready: basePath must be like /api/v1; "
                        + "trustedProxies: entry 2 is no IP address and no CIDR range; "
                        + "corsOrigins: entry 1 is not like https://app.example.org; "
                        + "corsOrigins: entry 3 is not like https://app.example.org; "
                        + "adminKey must have at least 32 characters, all of them visible ASCII; "
                                .repeat(4)
                                .replaceFirst("; $", "")
                        + "; publicOrigin must be like https://login.example.org");
    }
}
