package io.moonlight.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.redis.TestRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

class RedisLimitsTest {

    static DataRedisConnectionDetails standalone(String host, int port) {
        return new DataRedisConnectionDetails() {
            @Override
            public Standalone getStandalone() {
                return Standalone.of(host, port, 3);
            }
        };
    }

    @Test
    void address_ofAServer_hasHostPortAndDatabase() {
        assertThat(RedisLimits.address(standalone("redis.example.org", 6380)))
                .isEqualTo("redis://redis.example.org:6380/3");
        assertThat(RedisLimits.address(standalone("::1", 6379))).isEqualTo("redis://[::1]:6379/3");
    }

    @Test
    void address_ofAClusterWithLoginAndTls_hasAllOfThem() {
        DataRedisConnectionDetails cluster = new DataRedisConnectionDetails() {
            @Override
            public String getUsername() {
                return "us:er";
            }

            @Override
            public String getPassword() {
                return "p@ss wörd+";
            }

            @Override
            public @Nullable SslBundle getSslBundle() {
                return SslBundle.systemDefault();
            }

            @Override
            public Cluster getCluster() {
                return () -> List.of(new Node("a", 1), new Node("b", 2));
            }
        };

        assertThat(RedisLimits.address(cluster)).isEqualTo("rediss-cluster://us%3Aer:p%40ss%20w%C3%B6rd%2B@a:1,b:2");
    }

    @Test
    void address_ofARedisWithCertificatesOfItsOwn_isRefused() {
        DataRedisConnectionDetails own = new DataRedisConnectionDetails() {
            @Override
            public SslBundle getSslBundle() {
                return SslBundle.of(SslStoreBundle.of(null, null, null));
            }

            @Override
            public Standalone getStandalone() {
                return Standalone.of("redis.example.org", 6379);
            }
        };

        assertThatThrownBy(() -> RedisLimits.address(own)).hasMessageContaining("an SSL bundle of its own");
    }

    @Test
    void limiter_onTheApplicationsRedis_counts() {
        Budget once = new Budget("test", new KeyedHash("0".repeat(64)), 1, Duration.ofMinutes(1));
        try (TestRedis redis = TestRedis.start();
                RedisLimits limits = new RedisLimits(standalone("127.0.0.1", redis.port()), Clock.systemUTC())) {
            assertThat(limits.limiter().acquire(List.of(once))).isEmpty();
            assertThat(limits.limiter().acquire(List.of(once))).isPresent();
        }
    }
}
