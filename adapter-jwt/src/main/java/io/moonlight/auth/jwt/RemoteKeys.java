package io.moonlight.auth.jwt;

import static java.util.Objects.requireNonNull;

import com.auth0.jwt.JWTVerifier;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The keys that a server publishes, fetched when they are needed and kept for a while.
 *
 * <p>Whoever finds them too old, or not the one he looks for, has them fetched, or joins the request that is under way;
 * within the cooldown there is no second one, and what the last one brought is the answer. Keys that are getting old are
 * fetched anew without anybody waiting. While the server does not answer the old keys serve for a time; then one caller for
 * each request waits for it, and the others do not.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Holds no lock; waits for a request alone, and never longer than
 * its timeout.
 */
final class RemoteKeys implements KeyLookup {

    private static final String PART = "key set";
    private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");

    private final Supplier<CompletableFuture<byte[]>> request;
    private final Function<byte[], Map<String, JWTVerifier>> parser;
    private final FetchPolicy policy;
    private final InstantSource clock;
    private final Consumer<? super Throwable> failures;
    private final AtomicReference<State> state = new AtomicReference<>(new State(KeySet.NONE, Fetch.NONE));

    /**
     * @param request asks for the key set, and does not wait
     * @param parser throws if there is no usable key in it
     * @param failures hears why a request has brought no keys
     */
    RemoteKeys(
            Supplier<CompletableFuture<byte[]>> request,
            Function<byte[], Map<String, JWTVerifier>> parser,
            FetchPolicy policy,
            InstantSource clock,
            Consumer<? super Throwable> failures) {
        this.request = request;
        this.parser = parser;
        this.policy = policy;
        this.clock = clock;
        this.failures = failures;
    }

    /**
     * @param older the keys of before the last request
     * @param last under way, or over
     */
    private record State(KeySet older, Fetch last) {

        KeySet keys() {
            return last.keysOr(older);
        }
    }

    @Override
    public Optional<JWTVerifier> find(String id, String algorithm) {
        if (!ALGORITHMS.contains(algorithm)) {
            return Optional.empty();
        }
        KeySet keys = state().keys();
        Instant now = clock.instant();
        Optional<JWTVerifier> known = keys.find(id);
        if (known.isEmpty() || !policy.isFresh(keys, now)) {
            return fetched(keys, now, it -> it.byId().containsKey(id)).find(id);
        }
        if (policy.isAgeing(keys, now)) {
            startIfDue();
        }
        return known;
    }

    /** @throws AuthUnavailableException if there are no keys, and none can be had now */
    void require() {
        KeySet keys = state().keys();
        Instant now = clock.instant();
        if (!policy.isFresh(keys, now)) {
            fetched(keys, now, it -> true);
        }
    }

    /**
     * @param old what there is
     * @param helps whether those would do in need
     */
    private KeySet fetched(KeySet old, Instant now, Predicate<KeySet> helps) {
        Optional<Fetch> mine = startIfDue();
        Fetch fetch = mine.orElseGet(() -> state().last());
        boolean oldHelp = policy.isUsable(old, now) && helps.test(old);
        if (mine.isEmpty() && fetch.isHopeless()) {
            if (oldHelp) {
                return old;
            }
            throw new AuthUnavailableException(PART, untilNext(fetch, now));
        }
        try {
            return fetch.await(policy.timeout());
        } catch (IOException e) {
            if (oldHelp) {
                return old;
            }
            throw new AuthUnavailableException(PART, e);
        }
    }

    /** Starts a request unless one has been started lately; at most one of many callers does. */
    private Optional<Fetch> startIfDue() {
        while (true) {
            State seen = state();
            // Read after the state, or a caller that was held up would take the last request for one of the future.
            Instant now = clock.instant();
            if (policy.isCoolingDown(seen.last().startedAt(), now)) {
                return Optional.empty();
            }
            seen.last().giveUp();
            Fetch next = new Fetch(now, !seen.last().hasKeys());
            if (state.compareAndSet(seen, new State(seen.keys(), next))) {
                next.start(request, body -> new KeySet(parser.apply(body), now), failures);
                return Optional.of(next);
            }
        }
    }

    private State state() {
        return requireNonNull(state.get());
    }

    private Duration untilNext(Fetch last, Instant now) {
        Duration left = Duration.between(now, last.startedAt().plus(policy.cooldown()));
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }
}
