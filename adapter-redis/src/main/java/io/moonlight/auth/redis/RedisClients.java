package io.moonlight.auth.redis;

import java.time.Duration;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Creates clients whose calls have short timeouts: if Redis does not answer, a call takes at most a second in all.
 *
 * <p><b>Threading.</b> Safe for any number of threads, and so is each client.
 */
public final class RedisClients {

    private RedisClients() {}

    /** How long to wait for a connection of the pool, for a new connection, and for each reply. */
    record Timeouts(Duration pool, Duration connect, Duration answer) {
        static final Timeouts SHORT =
                new Timeouts(Duration.ofMillis(250), Duration.ofMillis(250), Duration.ofMillis(300));
    }

    /**
     * Returns a pooled client of a Redis or of a Redis Cluster, by the scheme of its address; the caller closes it. Connects
     * with the first call, not here. A daemon thread of the pool checks idle connections and closes them after a minute; it ends
     * with the client.
     *
     * @param address {@code redis://user:password@host:6379/0}, all but the host optional, or {@code
     *     redis-cluster://user:password@host:6379,host:6379}, where one node is enough; user and password are
     *     percent-encoded. {@code rediss} and {@code rediss-cluster} are TLS, and each server's certificate must then be valid
     *     for its host; in a cluster, for the name that the cluster gives it. All nodes accept the same user. A cluster has no
     *     database numbers.
     * @param clientName shown by {@code CLIENT LIST}; no spaces
     * @param poolSize the maximum number of connections to each node; positive
     * @throws IllegalArgumentException if the address or a number is not of this form; the message does not repeat it
     */
    public static UnifiedJedis connect(String address, String clientName, int poolSize) {
        return connect(address, clientName, poolSize, Timeouts.SHORT);
    }

    /**
     * Checks whether {@link #connect} accepts an address. Does not connect.
     *
     * @throws IllegalArgumentException if not; the message does not repeat it
     */
    public static void requireAddress(String address) {
        RedisAddress.of(address);
    }

    static UnifiedJedis connect(String text, String clientName, int poolSize, Timeouts timeouts) {
        RedisAddress address = RedisAddress.of(text);
        requireValid(clientName, poolSize);
        return address.cluster()
                ? cluster(address, config(address, clientName, timeouts), poolSize, timeouts)
                : new PooledRedis(new PooledConnectionProvider(
                        address.nodes().iterator().next(),
                        config(address, clientName, timeouts).build(),
                        pool(poolSize, timeouts)));
    }

    private static UnifiedJedis cluster(
            RedisAddress address, DefaultJedisClientConfig.Builder login, int poolSize, Timeouts timeouts) {
        DefaultJedisClientConfig config =
                login.resp2().build(); // set here, otherwise creating a client would query a node
        Duration patience = timeouts.connect().plus(timeouts.answer());
        ClusterExecutor executor = new ClusterExecutor(
                () -> new ClusterConnectionProvider(address.nodes(), config, pool(poolSize, timeouts)), patience);
        return RedisClusterClient.builder()
                .nodes(address.nodes())
                .clientConfig(config)
                .connectionProvider(new NoConnections())
                .commandExecutor(executor)
                .build();
    }

    private static ConnectionPoolConfig pool(int size, Timeouts timeouts) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(size);
        pool.setMaxIdle(size);
        pool.setMaxWait(timeouts.pool());
        pool.setJmxEnabled(false);
        return pool;
    }

    private static DefaultJedisClientConfig.Builder config(RedisAddress address, String clientName, Timeouts timeouts) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis((int) timeouts.connect().toMillis())
                .socketTimeoutMillis((int) timeouts.answer().toMillis())
                .database(address.database())
                .clientName(clientName);
        address.user().ifPresent(config::user);
        address.password().ifPresent(config::password);
        if (address.tls()) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return config;
    }

    private static void requireValid(String clientName, int poolSize) {
        if (poolSize < 1 || clientName.isBlank() || clientName.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("poolSize >= 1 and a clientName of printable ASCII without spaces");
        }
    }

    /** A placeholder: the client of a cluster needs a provider and does not use it, since its executor has its own. */
    private static final class NoConnections implements ConnectionProvider {

        @Override
        public Connection getConnection() {
            throw new UnsupportedOperationException("the executor of the cluster has its own connections");
        }

        @Override
        public Connection getConnection(CommandArguments arguments) {
            return getConnection();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
