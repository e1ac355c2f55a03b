package io.moonlight.auth.spring;

import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.redis.RedisClients;
import io.moonlight.auth.redis.RedisRateLimiter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.util.ClassUtils;
import redis.clients.jedis.UnifiedJedis;

/** A client of the application's Redis with short timeouts, and the limiter on it. Safe for any number of threads. */
final class RedisLimits implements AutoCloseable {

    private static final int CONNECTIONS = 32;
    private static final String CLUSTER_CLIENT = "redis.clients.jedis.RedisClusterClient";

    private final UnifiedJedis client;
    private final RedisRateLimiter limiter;

    /** @throws AuthStartException if it is a Redis that cannot be used */
    RedisLimits(DataRedisConnectionDetails redis, InstantSource clock) {
        this.client = RedisClients.connect(address(redis), "moonlight-auth", CONNECTIONS);
        this.limiter = new RedisRateLimiter(client, clock);
    }

    RateLimiter limiter() {
        return limiter;
    }

    static String address(DataRedisConnectionDetails redis) {
        boolean tls = hasTls(redis);
        String scheme = tls ? "rediss" : "redis";
        String login = Optional.ofNullable(redis.getPassword())
                .map(password ->
                        encoded(Optional.ofNullable(redis.getUsername()).orElse("")) + ":" + encoded(password) + "@")
                .orElse("");
        DataRedisConnectionDetails.Standalone standalone = redis.getStandalone();
        if (standalone != null) {
            return scheme + "://" + login + node(standalone.getHost(), standalone.getPort()) + "/"
                    + standalone.getDatabase();
        }
        DataRedisConnectionDetails.Cluster cluster = redis.getCluster();
        if (cluster == null) {
            throw new AuthStartException(List.of("limits cannot be counted on Redis Sentinel or on replicas: set"
                    + " moonlight.auth.limiter to postgres, or define a bean of type RateLimiter"));
        }
        if (!ClassUtils.isPresent(CLUSTER_CLIENT, RedisLimits.class.getClassLoader())) {
            throw new AuthStartException(
                    List.of(
                            "limits on Redis Cluster need Jedis 7.2 or later, and Spring Boot has chosen"
                                    + " an older one: set the Maven property jedis.version, or moonlight.auth.limiter to postgres"));
        }
        return scheme + "-cluster://" + login
                + cluster.getNodes().stream()
                        .map(node -> node(node.host(), node.port()))
                        .collect(Collectors.joining(","));
    }

    /** The certificates that the JVM trusts are those of Spring's default bundle. */
    private static boolean hasTls(DataRedisConnectionDetails redis) {
        Optional<SslBundle> bundle = Optional.ofNullable(redis.getSslBundle());
        if (bundle.filter(own -> own.getStores() != SslStoreBundle.NONE).isPresent()) {
            throw new AuthStartException(
                    List.of("limits cannot be counted on a Redis with an SSL bundle of its own: set"
                            + " moonlight.auth.limiter to postgres, or define a bean of type RateLimiter"));
        }
        return bundle.isPresent();
    }

    private static String node(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        limiter.close();
        client.close();
    }
}
