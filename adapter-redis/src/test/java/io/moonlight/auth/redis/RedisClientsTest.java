package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

class RedisClientsTest {

    @Test
    void connect_withPasswordAndDatabase_usesThemAndItsName() {
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
    void connect_withAUser_logsInAsThatUser() {
        try (TestRedis server = TestRedis.start()) {
            with(
                    server.uri(),
                    redis -> TestRedis.send(
                            redis, Command.ACL, "SETUSER", "app:limits", "on", ">secret", "~{moonlight}:*", "+@all"));
            with(
                    server.uri("app%3Alimits:secret@"),
                    redis -> assertThat(TestRedis.send(redis, Command.ACL, "WHOAMI"))
                            .isEqualTo("app:limits"));
        }
    }

    @Test
    void connect_withoutAServer_connectsLater() {
        with(URI.create("rediss://127.0.0.1:1"), redis -> assertThat(redis).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:hunter2@one,two",
                "redis://:hunter2@host:0",
                "redis://:hunter2@ho~st",
                "http://:hunter2@host",
                "redis:hunter2",
                "redis:///hunter2",
                "redis://:hunter2@host/x",
                "redis://:hunter2@host/1/2",
                "redis://:hunter2@host/12345",
                "redis://:hunter2@host?protocol=3",
                "redis://:hunter2@host#x",
                "redis-cluster:hunter2",
                "redis-cluster://",
                "redis-cluster:///hunter2",
                "redis-cluster://:hunter2@",
                "redis-cluster://:hunter2@host/0",
                "redis-cluster://:hunter2@host,",
                "redis-cluster://:hunter2@host:0",
                "redis-cluster://:hunter2@host:65536",
                "redis-cluster://:hunter2@host:x",
                "redis-cluster://:hunter2@one,:hunter2@two",
                "redis-cluster://:hunter2@host?protocol=3",
                "redis-cluster://:hunter2@host#x",
                "redis-cluster://hunter2@host",
                "redis-cluster://:%hunter2@host",
                "redis-clusters://:hunter2@host",
                "redis://:hunter2 @host",
                "redis://:hunter2@host:65536",
                "redis://hunter2@host",
                "redis://:%hunter2@host"
            })
    void connect_withAnotherKindOfAddress_throwsWithoutRepeatingIt(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisClients.connect(address, "test", 1))
                .withMessageNotContaining("hu");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisClients.requireAddress(address))
                .withMessageNotContaining("hu");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://host",
                "redis://redis_cache:6379",
                "redis://a%3Ab:hunter2@host",
                "rediss://me:hunter2@[::1]:65535/3",
                "redis-cluster://:hunter2@one,two:7000"
            })
    void requireAddress_ofAValidAddress_returns(String address) {
        assertThatCode(() -> RedisClients.requireAddress(address)).doesNotThrowAnyException();
    }

    @Test
    void of_aCluster_readsEveryPart() {
        RedisAddress address = RedisAddress.of(
                "rediss-cluster://limits:p%3Aw%40%2B+%C3%BC@one.example:7000,[2001:db8::1]:7001,three/");

        assertThat(address.nodes())
                .containsExactly(
                        new HostAndPort("one.example", 7000),
                        new HostAndPort("2001:db8::1", 7001),
                        new HostAndPort("three", 6379));
        assertThat(address.user()).contains("limits");
        assertThat(address.password()).contains("p:w@++ü");
        assertThat(address.tls()).isTrue();
        assertThat(address.toString()).doesNotContain("limits", "p:w");
        RedisAddress plain = RedisAddress.of("redis-cluster://:secret@one");
        assertThat(plain.user()).isEmpty();
        assertThat(plain.password()).contains("secret");
        assertThat(plain.tls()).isFalse();
    }

    @Test
    void of_aUserWithAColonOnAHostWithAnUnderscore_readsBoth() {
        RedisAddress address = RedisAddress.of("redis://app%3Alimits:p%40%3Aw@redis_cache:6380/3");

        assertThat(address.cluster()).isFalse();
        assertThat(address.nodes()).containsExactly(new HostAndPort("redis_cache", 6380));
        assertThat(address.user()).contains("app:limits");
        assertThat(address.password()).contains("p@:w");
        assertThat(address.database()).isEqualTo(3);
        assertThat(RedisAddress.of("REDISS://[::1]/").nodes()).containsExactly(new HostAndPort("::1", 6379));
    }

    @Test
    void connect_toASingleRedis_returnsAClientOfIt() {
        try (TestRedis server = TestRedis.start();
                UnifiedJedis redis = RedisClients.connect(server.uri().toString(), "test", 1)) {
            assertThat(redis.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void connect_withABadNameOrPoolSize_throws() {
        String uri = "redis://localhost";
        assertThatIllegalArgumentException().isThrownBy(() -> RedisClients.connect(uri, "two words", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RedisClients.connect(uri, "", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RedisClients.connect(uri, "test", 0));
    }

    private static void with(URI uri, Consumer<UnifiedJedis> use) {
        try (UnifiedJedis redis = RedisClients.connect(uri.toString(), "moonlight-auth", 2)) {
            use.accept(redis);
        }
    }
}
