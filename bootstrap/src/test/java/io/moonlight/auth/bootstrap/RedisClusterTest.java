package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.redis.TestRedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two servers whose limits are on a cluster of three nodes. */
class RedisClusterTest extends EndToEnd {

    private final TestRedisCluster cluster = TestRedisCluster.start();

    @AfterAll
    void stopCluster() {
        cluster.close();
    }

    @Override
    Map<String, String> overrides() {
        return Map.of("REDIS_URL", cluster.address(0));
    }

    @Test
    void login_onTwoServersAndThroughTheLossOfANode_isLimited() {
        int owner = TestRedisCluster.ownerOf("{moonlight}");
        register(api(), email).ok("注册成功");
        assertThat(readiness()).isEqualTo("up");
        try (MoonLightServer other = anotherServer(Map.of("REDIS_URL", cluster.address(owner)))) {
            String address = address();
            for (int i = 0; i < 10; i++) {
                login(Api.of((i % 2 == 0 ? server : other).uri()).from(address), email, "a wrong one")
                        .refused(401, "AUTHENTICATION_ERROR");
            }
            login(Api.of(server.uri()).from(address), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
            login(Api.of(other.uri()).from(address), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        }

        cluster.node((owner + 1) % 3).kill();
        assertThat(readiness()).as("that node had none of the limits").isEqualTo("up");
        cluster.node(owner).kill();
        Api attacker = api();
        List<Integer> statuses = IntStream.range(0, 12)
                .map(i -> login(attacker, email, "a wrong one").status())
                .boxed()
                .toList();
        assertThat(statuses).containsOnly(401, 429).contains(429);
        Await.until(() -> readiness().equals("down"));

        cluster.node(owner).restart();
        Await.until(() -> {
            clock.advance(Duration.ofSeconds(1)); // so that Redis is asked again
            return readiness().equals("up");
        });
    }

    private String readiness() {
        return api().get("/health/ready")
                .json()
                .path("checks")
                .path("rate_limiter")
                .asText();
    }
}
