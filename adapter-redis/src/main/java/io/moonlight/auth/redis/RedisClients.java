package io.moonlight.auth.redis;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.util.JedisURIHelper;

/** Makes clients whose calls never take long: with Redis silent, no longer than a second in all. */
public final class RedisClients {

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern PATH = Pattern.compile("(/\\d{0,4})?");

    private RedisClients() {}

    /** How long to wait for a connection of the pool, for connecting, and for each answer. */
    record Timeouts(Duration pool, Duration connect, Duration answer) {
        static final Timeouts SHORT =
                new Timeouts(Duration.ofMillis(250), Duration.ofMillis(250), Duration.ofMillis(300));
    }

    /**
     * A pooled client, which the caller closes. Connects with the first call, not here. Connections that lie
     * idle are checked, and closed after a minute, by a daemon thread of the pool that ends with the client.
     *
     * @param uri {@code redis://user:password@host:6379/0}, all but the host optional; {@code rediss} is TLS, and the
     *     server's certificate must then be valid for the host
     * @param clientName shown by {@code CLIENT LIST}; no spaces
     * @param poolSize how many connections at most; positive
     * @throws IllegalArgumentException if the address or a number is not of this form; the message does not repeat it
     */
    public static RedisClient create(URI uri, String clientName, int poolSize) {
        return create(uri, clientName, poolSize, Timeouts.SHORT);
    }

    static RedisClient create(URI uri, String clientName, int poolSize, Timeouts timeouts) {
        requireValid(requireNonNull(uri, "uri"));
        if (poolSize < 1 || clientName.isBlank() || clientName.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("poolSize >= 1 and a clientName of printable ASCII without spaces");
        }
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(poolSize);
        pool.setMaxIdle(poolSize);
        pool.setMaxWait(timeouts.pool());
        pool.setJmxEnabled(false);
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(uri.getHost(), uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort()))
                .clientConfig(config(uri, clientName, timeouts))
                .poolConfig(pool)
                .build();
    }

    private static DefaultJedisClientConfig config(URI uri, String clientName, Timeouts timeouts) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis((int) timeouts.connect().toMillis())
                .socketTimeoutMillis((int) timeouts.answer().toMillis())
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri))
                .clientName(clientName);
        if (JedisURIHelper.isRedisSSLScheme(uri)) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return config.build();
    }

    private static void requireValid(URI uri) {
        boolean scheme = JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri);
        boolean nothingElse = uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!scheme
                || uri.getHost() == null
                || !nothingElse
                || !PATH.matcher(uri.getPath()).matches()) {
            throw new IllegalArgumentException("a Redis address is redis[s]://[user:password@]host[:port][/database]");
        }
    }
}
