package io.moonlight.auth.redis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.StaticCommandFlagsRegistry;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.ClusterCommandExecutor;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * Sends commands to a cluster, which it discovers with the first command. Jedis's own client cannot be created while no node
 * answers; and when a node stops answering, the call that notices it waits until all other nodes have been queried.
 *
 * <p>A call makes two attempts, so that it can follow a slot that was moved; the second attempt is made only if the first one
 * failed at once. After a failure the nodes are queried again in the background.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Discovery runs in a daemon thread, one at a time.
 */
final class ClusterExecutor implements CommandExecutor {

    private static final int ATTEMPTS = 2;
    private static final Duration FOR_ANOTHER_ATTEMPT = Duration.ofMillis(150);

    private final Supplier<ClusterConnectionProvider> finder;
    private final Duration patience;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private Optional<CompletableFuture<ClusterCommandExecutor>> cluster = Optional.empty();
    private Optional<ClusterCommandExecutor> found = Optional.empty();
    private boolean closed;

    /**
     * @param finder queries the given nodes for all nodes; throws Jedis's exceptions
     * @param patience how long a call waits for the finder
     */
    ClusterExecutor(Supplier<ClusterConnectionProvider> finder, Duration patience) {
        this.finder = requireNonNull(finder, "finder");
        this.patience = requireNonNull(patience, "patience");
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        ClusterCommandExecutor executor = await(find());
        try {
            return executor.executeCommand(command);
        } catch (JedisClusterOperationException e) {
            renewInBackground(executor);
            throw e.getCause() instanceof JedisConnectionException cause ? cause : e;
        } catch (JedisConnectionException e) {
            renewInBackground(executor);
            throw e;
        }
    }

    /** Starts a discovery, unless one has succeeded or is running. */
    private synchronized CompletableFuture<ClusterCommandExecutor> find() {
        if (closed) {
            throw new JedisException("the client is closed");
        }
        CompletableFuture<ClusterCommandExecutor> current = cluster.filter(search -> !search.isCompletedExceptionally())
                .orElseGet(() -> CompletableFuture.supplyAsync(this::search, ClusterExecutor::inOwnThread));
        cluster = Optional.of(current);
        return current;
    }

    private ClusterCommandExecutor search() {
        ClusterCommandExecutor executor = new ClusterCommandExecutor(
                finder.get(), ATTEMPTS, FOR_ANOTHER_ATTEMPT, StaticCommandFlagsRegistry.registry());
        if (!keep(executor)) {
            executor.close();
        }
        return executor;
    }

    private synchronized boolean keep(ClusterCommandExecutor executor) {
        found = Optional.of(executor);
        return !closed;
    }

    private ClusterCommandExecutor await(CompletableFuture<ClusterCommandExecutor> search) {
        try {
            return search.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new JedisException("no node of the cluster answers", e.getCause());
        } catch (TimeoutException e) {
            throw new JedisException("no node of the cluster answers in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisException(e);
        }
    }

    private void renewInBackground(ClusterCommandExecutor executor) {
        if (renewing.compareAndSet(false, true)) {
            inOwnThread(() -> {
                try {
                    executor.provider.renewSlotCache();
                } catch (JedisException e) {
                    // the next failure queries again
                } finally {
                    renewing.set(false);
                }
            });
        }
    }

    private static void inOwnThread(Runnable work) {
        Thread thread = new Thread(work, "moonlight-redis-cluster");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes all connections; those of a running discovery as soon as it ends. */
    @Override
    public synchronized void close() {
        closed = true;
        found.ifPresent(ClusterCommandExecutor::close);
    }
}
