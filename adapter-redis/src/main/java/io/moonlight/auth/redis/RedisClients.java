package io.moonlight.auth.redis;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Makes clients whose calls never take long: with Redis silent, no longer than a second in all.
 *
 * <p><b>Threading.</b> Safe for any number of threads, and so is each client.
 */
public final class RedisClients {

    private static final int DEFAULT_PORT = 6379;
    private static final int LAST_PORT = 65_535;
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
        requireValid(clientName, poolSize);
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(uri.getHost(), uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort()))
                .clientConfig(config(uri, clientName, timeouts))
                .poolConfig(pool(poolSize, timeouts))
                .build();
    }

    /**
     * A client of a Redis or of a Redis Cluster, by the scheme of its address; the caller closes it.
     *
     * @param address as in {@link #create}, or {@code redis-cluster://user:password@host:6379,host:6379}, of which one node is
     *     enough; {@code rediss-cluster} is TLS, and each node's certificate must then be valid for the name that the
     *     cluster gives it. All nodes take the same user. A cluster has no database numbers.
     * @param clientName shown by {@code CLIENT LIST}; no spaces
     * @param poolSize how many connections at most, to each node; positive
     * @throws IllegalArgumentException if the address or a number is not of this form; the message does not repeat it
     */
    public static UnifiedJedis connect(String address, String clientName, int poolSize) {
        return connect(address, clientName, poolSize, Timeouts.SHORT);
    }

    /**
     * Looks whether {@link #connect} would take an address, and connects nowhere.
     *
     * @throws IllegalArgumentException if not; the message does not repeat it
     */
    public static void requireAddress(String address) {
        if (RedisAddress.isCluster(requireNonNull(address, "address"))) {
            RedisAddress.ofCluster(address);
        } else {
            URI uri = uri(address);
            requireValid(uri);
            JedisURIHelper.getPassword(uri); // a name without a password is refused here
        }
    }

    static UnifiedJedis connect(String address, String clientName, int poolSize, Timeouts timeouts) {
        if (!RedisAddress.isCluster(requireNonNull(address, "address"))) {
            return create(uri(address), clientName, poolSize, timeouts);
        }
        RedisAddress cluster = RedisAddress.ofCluster(address);
        requireValid(clientName, poolSize);
        DefaultJedisClientConfig.Builder login =
                config(clientName, timeouts, cluster.tls()).resp2(); // said here, or making a client would ask a node
        cluster.user().ifPresent(login::user);
        cluster.password().ifPresent(login::password);
        DefaultJedisClientConfig config = login.build();
        Duration patience = timeouts.connect().plus(timeouts.answer());
        ClusterExecutor executor = new ClusterExecutor(
                () -> new ClusterConnectionProvider(cluster.seeds(), config, pool(poolSize, timeouts)), patience);
        return RedisClusterClient.builder()
                .nodes(cluster.seeds())
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

    private static DefaultJedisClientConfig config(URI uri, String clientName, Timeouts timeouts) {
        return config(clientName, timeouts, JedisURIHelper.isRedisSSLScheme(uri))
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri))
                .build();
    }

    private static DefaultJedisClientConfig.Builder config(String clientName, Timeouts timeouts, boolean tls) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis((int) timeouts.connect().toMillis())
                .socketTimeoutMillis((int) timeouts.answer().toMillis())
                .clientName(clientName);
        if (tls) {
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

    private static URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw malformed();
        }
    }

    private static void requireValid(URI uri) {
        boolean scheme = JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri);
        boolean nothingElse = uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!scheme
                || uri.getHost() == null
                || uri.getPort() > LAST_PORT
                || !nothingElse
                || !PATH.matcher(uri.getPath()).matches()) {
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("a Redis address is redis[s]://[user:password@]host[:port][/database]");
    }

    /** In the place of connections that a cluster's client never uses: its executor has its own. */
    private static final class NoConnections implements ConnectionProvider {

        @Override
        public Connection getConnection() {
            throw new UnsupportedOperationException("a command of its own is wanted");
        }

        @Override
        public Connection getConnection(CommandArguments arguments) {
            return getConnection();
        }

        @Override
        public void close() {
            // has nothing
        }
    }
}
