package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

class RedisClientsTest {

    @Test
    void create_withPasswordAndDatabase_usesThemAndItsName() {
        try (TestRedis server = TestRedis.startWithPassword("p:w@ü")) {
            URI uri = URI.create("redis://:p%3Aw%40%C3%BC@localhost:" + server.port() + "/3");
            with(
                    uri,
                    redis -> assertThat(TestRedis.send(redis, Command.CLIENT, "INFO"))
                            .contains("db=3")
                            .contains("name=moonlight-auth"));
        }
    }

    @Test
    void create_withAUser_logsInAsThatUser() {
        try (TestRedis server = TestRedis.start()) {
            with(
                    server.uri(),
                    redis -> TestRedis.send(
                            redis, Command.ACL, "SETUSER", "limits", "on", ">secret", "~{moonlight}:*", "+@all"));
            with(
                    server.uri("limits:secret@"),
                    redis -> assertThat(TestRedis.send(redis, Command.ACL, "WHOAMI"))
                            .isEqualTo("limits"));
        }
    }

    @Test
    void create_withNothingThere_connectsOnlyLater() {
        with(URI.create("rediss://127.0.0.1:1"), redis -> assertThat(redis).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://:hunter2@host",
                "redis:hunter2",
                "redis:///hunter2",
                "redis://:hunter2@host/x",
                "redis://:hunter2@host/1/2",
                "redis://:hunter2@host/12345",
                "redis://:hunter2@host?protocol=3",
                "redis://:hunter2@host#x",
                "redis://hunter2@host"
            })
    void create_withAnotherKindOfAddress_isRefusedWithoutRepeatingIt(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisClients.create(URI.create(address), "test", 1))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void create_withABadNameOrPoolSize_isRefused() {
        URI uri = URI.create("redis://localhost");
        assertThatIllegalArgumentException().isThrownBy(() -> RedisClients.create(uri, "two words", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RedisClients.create(uri, "", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RedisClients.create(uri, "test", 0));
    }

    private static void with(URI uri, Consumer<RedisClient> use) {
        try (RedisClient redis = RedisClients.create(uri, "moonlight-auth", 2)) {
            use.accept(redis);
        }
    }
}
