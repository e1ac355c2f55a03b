package io.moonlight.auth.verifier;

import static java.util.Objects.requireNonNullElse;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The published keys of a server, in the cache of nimbus-jose-jwt: refreshed ahead of its expiry, with a rate limit, and used
 * longer during an outage. Adds that its time comes from the clock of the verifier, that stale keys are used for a limited time
 * in all, and that a failed request is told apart from an unknown key.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 */
final class RemoteKeys {

    private static final int REFRESH_AHEAD_PART = 5;
    private static final int IDLE_SECONDS = 10;

    private final Fetch fetch;
    private final FetchPolicy policy;
    private final InstantSource clock;
    private final JWKSetSource<SecurityContext> cache;
    private Instant lastSeen;
    private Duration elapsed = Duration.ZERO;

    /**
     * @param request sends one request and returns the body of its answer
     * @param failures is told why a request failed
     */
    RemoteKeys(
            Callable<byte[]> request, FetchPolicy policy, InstantSource clock, Consumer<? super Throwable> failures) {
        this.fetch = new Fetch(request, failures);
        this.policy = policy;
        this.clock = clock;
        this.lastSeen = clock.instant();
        long maxAge = policy.maxAge().toMillis();
        long ahead = maxAge / REFRESH_AHEAD_PART;
        // Longer than the two requests that can follow one another while a caller waits.
        long wait = Math.min(maxAge - ahead, policy.timeout().multipliedBy(3).toMillis());
        var source = (JWKSetBasedJWKSource<SecurityContext>) JWKSourceBuilder.create(fetch)
                .cache(maxAge, wait)
                .refreshAheadCache(ahead, null, refresher(), false, null, false)
                .rateLimited(policy.cooldown().toMillis())
                .outageTolerant(maxAge + policy.staleFor().toMillis())
                .build();
        this.cache = source.getJWKSetSource();
    }

    /** Its thread does not keep the JVM alive and ends when it is idle. */
    private static ExecutorService refresher() {
        return new ThreadPoolExecutor(0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "access-token-verifier");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Fetches the keys at each call, by one thread at a time, and remembers how the last fetch ended. */
    private static final class Fetch implements JWKSetSource<SecurityContext> {

        private final Callable<byte[]> request;
        private final Consumer<? super Throwable> failures;
        private volatile long startedAt;
        private volatile long succeededAt = Long.MAX_VALUE;
        private volatile boolean failed;

        Fetch(Callable<byte[]> request, Consumer<? super Throwable> failures) {
            this.request = request;
            this.failures = failures;
        }

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
                throws JWKSetRetrievalException {
            startedAt = now;
            try {
                JWKSet keys = KeySetReader.read(request.call());
                succeededAt = now;
                failed = false;
                return keys;
            } catch (Exception e) {
                failed = true;
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                report(e instanceof ExecutionException ? requireNonNullElse(e.getCause(), e) : e);
                throw new JWKSetRetrievalException("the key set could not be fetched", e);
            }
        }

        private void report(Throwable failure) {
            try {
                failures.accept(failure);
            } catch (RuntimeException e) {
                // A listener that breaks its contract changes nothing.
            }
        }

        @Override
        public void close() {}
    }

    /**
     * @return empty if the server does not publish such a key
     * @throws KeysUnavailableException if that cannot be known now
     */
    Optional<JWK> find(String id) {
        long now = elapsedMillis();
        try {
            JWKSet keys = cache.getJWKSet(untilTooOld(now), now, null);
            if (keys.getKeyByKeyId(id) == null) {
                keys = cache.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(keys), now, null);
            }
            Optional<JWK> key = Optional.ofNullable(keys.getKeyByKeyId(id));
            if (key.isEmpty() && fetch.failed) {
                throw new KeySourceException("the last request for the key set failed");
            }
            return key;
        } catch (KeySourceException e) {
            if (e instanceof RateLimitReachedException && !fetch.failed) {
                return Optional.empty();
            }
            throw unavailable(now, e);
        }
    }

    /** @throws KeysUnavailableException if there are no keys, and none can be fetched now */
    void require() {
        long now = elapsedMillis();
        try {
            cache.getJWKSet(untilTooOld(now), now, null);
        } catch (KeySourceException e) {
            throw unavailable(now, e);
        }
    }

    /**
     * After a failed request the cache would keep the stale keys for another {@code maxAge}: requests again after {@code cooldown},
     * and accepts no keys after the end of {@code staleFor}.
     */
    private JWKSetCacheRefreshEvaluator untilTooOld(long now) {
        long limit = policy.maxAge().plus(policy.staleFor()).toMillis();
        long cooldown = policy.cooldown().toMillis();
        return new JWKSetCacheRefreshEvaluator() {
            @Override
            public boolean requiresRefresh(JWKSet keys) {
                return now - limit >= fetch.succeededAt || (fetch.failed && now - cooldown >= fetch.startedAt);
            }
        };
    }

    /** Returns for how long the clock has run forward: if it is set back, keys still grow older. */
    private synchronized long elapsedMillis() {
        Instant now = clock.instant();
        elapsed = now.isAfter(lastSeen) ? elapsed.plus(Duration.between(lastSeen, now)) : elapsed;
        lastSeen = now;
        return elapsed.toMillis();
    }

    private KeysUnavailableException unavailable(long now, KeySourceException cause) {
        Duration left = policy.cooldown().minusMillis(now - fetch.startedAt);
        return new KeysUnavailableException(left.toSeconds() < 1 ? Duration.ofSeconds(1) : left, cause);
    }
}
