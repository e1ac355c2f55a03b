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
 * Sends commands to a cluster that it looks for with the first of them. Jedis's own client cannot be made while no node
 * answers, and lets the call that finds a node silent wait until all others have been asked who took over.
 *
 * <p>A call makes two attempts, so that it can follow a slot to where it was moved; the second one only if the first has
 * failed at once. After a failure the nodes are asked again in the background.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Whatever may take long runs in a daemon thread, one at a time.
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
     * @param finder asks the seeds for all nodes; throws Jedis's exceptions
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
            renewBehindTheCall(executor);
            throw e.getCause() instanceof JedisConnectionException cause ? cause : e;
        } catch (JedisConnectionException e) {
            renewBehindTheCall(executor);
            throw e;
        }
    }

    /** Begins a search, unless one has succeeded or is under way. */
    private synchronized CompletableFuture<ClusterCommandExecutor> find() {
        if (closed) {
            throw new JedisException("the client is closed");
        }
        CompletableFuture<ClusterCommandExecutor> current = cluster.filter(search -> !search.isCompletedExceptionally())
                .orElseGet(() -> CompletableFuture.supplyAsync(this::search, ClusterExecutor::inThreadOfItsOwn));
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

    private void renewBehindTheCall(ClusterCommandExecutor executor) {
        if (renewing.compareAndSet(false, true)) {
            inThreadOfItsOwn(() -> {
                try {
                    executor.provider.renewSlotCache();
                } catch (JedisException e) {
                    // the next failure asks again
                } finally {
                    renewing.set(false);
                }
            });
        }
    }

    private static void inThreadOfItsOwn(Runnable work) {
        Thread thread = new Thread(work, "moonlight-redis-cluster");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes all connections; those of a search that is under way as soon as it has ended. */
    @Override
    public synchronized void close() {
        closed = true;
        found.ifPresent(ClusterCommandExecutor::close);
    }
}
