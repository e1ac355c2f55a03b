package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SystemCallsTest {

    private final AtomicBoolean databaseUp = new AtomicBoolean(true);

    @Test
    void root_withAndWithoutDocs_saysWhatThisIs() {
        Backend backend = new Backend();
        try (Api api = Api.standalone(
                backend.auth, options -> options.name("MoonLight").version("1.2.3"))) {
            assertThat(api.get("/").text()).isEqualTo("{\"name\":\"MoonLight\",\"version\":\"1.2.3\",\"docs\":null}");
        }
        try (Api api =
                Api.standalone(backend.auth, options -> options.version("1").docsPath("/docs"))) {
            assertThat(api.get("/").text()).isEqualTo("{\"name\":\"MoonLight\",\"version\":\"1\",\"docs\":\"/docs\"}");
        }
    }

    @Test
    void health_always_isHealthy() {
        try (Api api = Api.standalone(new Backend().auth, options -> options.readiness(checks()))) {
            databaseUp.set(false);
            assertThat(api.get("/health").text()).isEqualTo("{\"status\":\"healthy\"}");
            assertThat(api.get("/health").header("X-Request-ID")).isNotEmpty();
        }
    }

    @Test
    void ready_whileAllPartsWork_is200() {
        try (Api api = Api.standalone(new Backend().auth, options -> options.readiness(checks()))) {
            assertThat(api.get("/health/ready").text())
                    .isEqualTo("{\"status\":\"ready\",\"checks\":{\"database\":\"up\",\"mail\":\"up\"}}");
        }
    }

    @Test
    void ready_whileAPartIsDownOrThrows_is503AndNamesIt() {
        Map<String, BooleanSupplier> checks = checks();
        checks.put("rate_limiter", () -> {
            throw new IllegalStateException("broken");
        });
        databaseUp.set(false);
        try (Api api = Api.standalone(new Backend().auth, options -> options.readiness(checks))) {
            Api.Answer answer = api.get("/health/ready");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text())
                    .isEqualTo("{\"code\":503,\"message\":\"服务暂不可用\",\"error\":\"SERVICE_UNAVAILABLE\","
                            + "\"retry_after\":1,\"status\":\"not_ready\",\"checks\":"
                            + "{\"database\":\"down\",\"mail\":\"up\",\"rate_limiter\":\"down\"}}");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void ready_onceTheServerDrains_is503() {
        HttpApi http = HttpApi.builder(new Backend().auth).ownsServer(true).build();
        try (Api api = Api.served(http)) {
            assertThat(api.get("/health/ready").status()).isEqualTo(200);
            http.drain();
            assertThat(api.get("/health/ready").json().path("status").asText()).isEqualTo("stopping");
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
            assertThat(api.get("/health").status()).isEqualTo(200);
            assertThat(api.get("/health").header("Connection")).isEqualTo("close");
        }
    }

    private Map<String, BooleanSupplier> checks() {
        Map<String, BooleanSupplier> checks = new LinkedHashMap<>();
        checks.put("database", databaseUp::get);
        checks.put("mail", () -> true);
        return checks;
    }
}
