package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Api;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two servers that share their limits in PostgreSQL. */
class PostgresLimitsTest extends EndToEnd {

    @Override
    Map<String, String> overrides() {
        return Map.of("LIMITER", "postgres");
    }

    @Test
    void login_onTwoServersWithoutRedis_isLimitedTogether() {
        parts.redis().kill();
        register(api(), email).ok("注册成功");
        String address = address();
        try (MoonLightServer other = anotherServer()) {
            for (int i = 0; i < 10; i++) {
                login(Api.of((i % 2 == 0 ? server : other).uri()).from(address), email, "a wrong one")
                        .refused(401, "AUTHENTICATION_ERROR");
            }
            login(Api.of(server.uri()).from(address), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
            login(Api.of(other.uri()).from(address), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        }
        assertThat(count("rate_limits WHERE name = 'login-pair'")).isEqualTo(1);
        assertThat(api().get("/health/ready")
                        .json()
                        .path("checks")
                        .path("rate_limiter")
                        .asText())
                .isEqualTo("up");
    }
}
