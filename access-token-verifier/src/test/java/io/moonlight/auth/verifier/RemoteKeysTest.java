package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWK;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of caching and fetching, with requests that a test answers by hand and a clock that it moves. */
class RemoteKeysTest {

    private static final int CALLERS = 24;
    /** The rate limit: so many requests start within the cooldown. */
    private static final int AT_MOST = 2;

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration STALE_FOR = Duration.ofHours(1);
    private static final Duration COOLDOWN = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final MutableClock clock = MutableClock.start();
    private final Requests requests = new Requests();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final RemoteKeys keys = new RemoteKeys(requests::send, policy(), clock, failures::add);

    /** The requests so far; each one waits for its answer unless there is a standing one. */
    private static final class Requests {

        private final List<CompletableFuture<String>> all = new CopyOnWriteArrayList<>();
        private volatile Optional<String> standing = Optional.empty();
        private volatile boolean down;

        byte[] send() throws IOException, InterruptedException {
            CompletableFuture<String> request = new CompletableFuture<>();
            standing.ifPresent(request::complete);
            if (down) {
                request.completeExceptionally(new ConnectException("down"));
            }
            all.add(request);
            try {
                return keySet(request.get());
            } catch (ExecutionException e) {
                throw (ConnectException) e.getCause();
            }
        }

        void standing(String names) {
            standing = Optional.of(names);
            down = false;
        }

        void unanswered() {
            standing = Optional.empty();
            down = false;
        }

        void failing() {
            unanswered();
            down = true;
        }

        /** Answers the request that waits, and all that follow. */
        void answer(String names) {
            standing(names);
            assertThat(all.get(all.size() - 1).complete(names)).isTrue();
        }

        int count() {
            return all.size();
        }

        void awaitCount(int count) {
            while (count() < count) {
                Thread.onSpinWait();
            }
        }
    }

    /** Names with commas between are ids of keys; no name at all is a set without a usable key. */
    private static byte[] keySet(String names) {
        String key = Verifying.jwk(Verifying.ES256);
        return Arrays.stream(names.split(",", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> key.replace(Verifying.ES256.id(), name))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                .getBytes(UTF_8);
    }

    @Test
    void find_ofAKnownKey_asksOnceForAllCalls() {
        requests.standing("a,b");
        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("a")).isPresent();
            assertThat(keys.find("b")).isPresent();
        }
        assertThat(requests.count()).isOne();
        assertThat(failures).isEmpty();
    }

    @Test
    void find_ofAnUnknownKey_asksAgainButNotBeyondTheRateLimit() {
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
        assertThat(keys.find("b")).isEmpty();
        assertThat(requests.count()).isEqualTo(AT_MOST);
        requests.standing("a,b");
        clock.advance(COOLDOWN.minusNanos(1));
        assertThat(keys.find("b")).isEmpty();
        assertThat(requests.count()).isEqualTo(AT_MOST);
        clock.advance(Duration.ofNanos(1));
        assertThat(keys.find("b")).isPresent();
        assertThat(keys.find("c")).isEmpty();
        assertThat(keys.find("d")).isEmpty();
        assertThat(requests.count()).isEqualTo(2 * AT_MOST);
    }

    @Test
    void find_ofForgedNamesByManyCallers_keepsTheRateLimit() {
        requests.standing("a");
        for (int round = 1; round <= 5; round++) {
            List<Race.Result<Optional<JWK>>> results = Race.run(CALLERS, caller -> () -> keys.find("forged-" + caller));
            assertThat(results).allSatisfy(result -> assertThat(result.value()).isEmpty());
            assertThat(requests.count()).isLessThanOrEqualTo(round * AT_MOST);
            clock.advance(COOLDOWN);
        }
    }

    @Test
    void find_byManyCallersBeforeThereAreKeys_asksOnceAndAllGetTheirKey() {
        CountDownLatch under = new CountDownLatch(CALLERS);
        requests.standing("a");
        RemoteKeys cold = new RemoteKeys(
                () -> {
                    under.await();
                    return requests.send();
                },
                policy(),
                clock,
                failures::add);
        List<Race.Result<Optional<JWK>>> results = Race.run(CALLERS, caller -> () -> {
            under.countDown();
            return cold.find("a");
        });
        assertThat(results).allSatisfy(result -> assertThat(result.value()).isPresent());
        assertThat(requests.count()).isOne();
    }

    @Test
    void find_byManyCallersAtTheEndOfMaxAge_keepsTheRateLimitAndNobodyGetsAWithdrawnKey() {
        requests.standing("old");
        assertThat(keys.find("old")).isPresent();
        requests.standing("new");
        clock.advance(MAX_AGE);
        List<Race.Result<Optional<JWK>>> results =
                Race.run(CALLERS, caller -> () -> keys.find(caller % 2 == 0 ? "old" : "new"));
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThat(results.get(caller).value().isPresent()).isEqualTo(caller % 2 != 0);
        }
        assertThat(requests.count()).isBetween(2, 1 + AT_MOST);
    }

    @Test
    void find_justBeforeMaxAge_stillTakesAWithdrawnKeyUntilTheRefreshIsAnswered() {
        requests.standing("old");
        assertThat(keys.find("old")).isPresent();
        requests.unanswered();
        clock.advance(MAX_AGE.minusNanos(1));
        assertThat(keys.find("old")).isPresent();
        requests.awaitCount(2);
        requests.answer("new");
        assertThat(keys.find("new")).isPresent();
        assertThat(keys.find("old")).isEmpty();
    }

    @Test
    void find_atMaxAge_takesAWithdrawnKeyNoLonger() {
        requests.standing("old");
        assertThat(keys.find("old")).isPresent();
        requests.standing("new");
        clock.advance(MAX_AGE);
        assertThat(keys.find("old")).isEmpty();
    }

    @Test
    void find_ofAgeingKeys_asksWithoutWaiting() {
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
        requests.unanswered();
        clock.advance(Duration.ofMinutes(4).minusMillis(1));
        assertThat(keys.find("a")).isPresent();
        assertThat(requests.count()).isOne();
        clock.advance(Duration.ofMillis(1));
        for (int i = 0; i < 10; i++) {
            assertThat(keys.find("a")).isPresent();
        }
        requests.awaitCount(2);
        requests.answer("a,b");
        assertThat(keys.find("b")).isPresent();
        clock.advance(Duration.ofMinutes(4).minusMillis(1));
        assertThat(keys.find("b")).isPresent();
        assertThat(requests.count()).isEqualTo(2);
    }

    @Test
    void find_whileNobodyAnswers_takesOldKeysForABoundedTime() {
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
        requests.failing();
        for (Duration age = MAX_AGE; age.compareTo(MAX_AGE.plus(STALE_FOR)) < 0; age = age.plusMinutes(7)) {
            clock.set(start().plus(age));
            assertThat(keys.find("a")).isPresent();
        }
        clock.set(start().plus(MAX_AGE).plus(STALE_FOR).minusNanos(1));
        assertThat(keys.find("a")).isPresent();
        clock.advance(Duration.ofNanos(1));
        unavailable("a");
        assertThat(failures).isNotEmpty().allMatch(ConnectException.class::isInstance);
    }

    @Test
    void find_byManyCallersWhenTheServerIsBackAfterStaleFor_takesTheKeyForAll() {
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
        requests.failing();
        clock.set(start().plus(MAX_AGE).plus(STALE_FOR).minusNanos(1));
        assertThat(keys.find("a")).isPresent();
        requests.standing("a");
        clock.advance(COOLDOWN);
        int before = requests.count();
        List<Race.Result<Optional<JWK>>> results = Race.run(CALLERS, caller -> () -> keys.find("a"));
        assertThat(results).allSatisfy(result -> assertThat(result.value()).isPresent());
        assertThat(requests.count()).isEqualTo(before + 1);
    }

    @Test
    void find_ofAnUnknownKeyWhileNobodyAnswers_isAFaultAndNoRefusal() {
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
        assertThat(keys.find("b")).isEmpty();
        requests.failing();
        clock.advance(COOLDOWN);
        for (int i = 0; i < 5; i++) {
            unavailable("b");
        }
        assertThat(keys.find("a")).isPresent();
        assertThat(requests.count()).isEqualTo(2 * AT_MOST);
        requests.standing("a,b");
        clock.advance(COOLDOWN);
        assertThat(keys.find("b")).isPresent();
    }

    @Test
    void find_beforeThereAreKeysWhileNobodyAnswers_keepsTheRateLimitAndRecovers() {
        requests.failing();
        for (int round = 1; round <= 3; round++) {
            assertThatExceptionOfType(KeysUnavailableException.class)
                    .isThrownBy(() -> keys.find("a"))
                    .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(ConnectException.class));
            List<Race.Result<Optional<JWK>>> results = Race.run(CALLERS, caller -> () -> keys.find("a"));
            assertThat(results).allMatch(result -> result.failedWith(KeysUnavailableException.class));
            assertThat(requests.count()).isEqualTo(round * AT_MOST);
            assertThat(failures).hasSize(round * AT_MOST);
            clock.advance(COOLDOWN);
        }
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
    }

    @Test
    void find_withinTheCooldownOfAFailure_saysWhenToComeBack() {
        requests.failing();
        unavailable("a");
        unavailable("a");
        clock.advance(Duration.ofSeconds(3));
        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> keys.find("a"))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)))
                .withMessage("the key set is not available");
        clock.advance(Duration.ofMillis(6_999));
        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> keys.find("a"))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void find_ofASetWithoutUsableKeys_isAFaultThatLeavesTheOldOnes() {
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
        requests.standing("");
        clock.advance(MAX_AGE);
        assertThat(keys.find("a")).isPresent();
        unavailable("b");
        assertThat(failures).isNotEmpty().allMatch(IllegalArgumentException.class::isInstance);
    }

    @Test
    void find_ofAKnownKeyWhileARequestForAnotherRuns_waitsForNothing() throws Exception {
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
        requests.failing();
        clock.advance(MAX_AGE);
        assertThat(keys.find("a")).isPresent();
        requests.unanswered();
        clock.advance(COOLDOWN);
        CompletableFuture<Optional<JWK>> first =
                CompletableFuture.supplyAsync(() -> keys.find("b"), task -> new Thread(task).start());
        requests.awaitCount(3);
        // If they waited, the race would time out: the request is answered after it.
        List<Race.Result<Optional<JWK>>> results = Race.run(CALLERS, caller -> () -> keys.find("a"));
        assertThat(results).allSatisfy(result -> assertThat(result.value()).isPresent());
        assertThat(first).isNotDone();
        requests.answer("a,b");
        assertThat(first.get()).isPresent();
        assertThat(keys.find("b")).isPresent();
        assertThat(requests.count()).isEqualTo(3);
    }

    @Test
    void find_whenTheClockIsPutBack_goesOnAndKeysStillGrowOld() {
        requests.standing("a");
        assertThat(keys.find("a")).isPresent();
        clock.advance(Duration.ofDays(-1));
        for (int i = 0; i < 10; i++) {
            assertThat(keys.find("a")).isPresent();
        }
        assertThat(requests.count()).isOne();
        requests.standing("b");
        clock.advance(COOLDOWN);
        assertThat(keys.find("b")).isPresent();
        assertThat(requests.count()).isEqualTo(2);
        requests.standing("c");
        clock.advance(MAX_AGE);
        assertThat(keys.find("b")).isEmpty();
    }

    @Test
    void find_whenTheRequestCannotEvenBeMade_isAFault() {
        RemoteKeys broken = new RemoteKeys(
                () -> {
                    throw new IllegalStateException("no client");
                },
                policy(),
                clock,
                failure -> {
                    failures.add(failure);
                    throw new IllegalStateException("a listener that breaks its contract");
                });
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> broken.find("a"));
        assertThat(failures).hasSize(1);
    }

    @Test
    void require_withoutKeys_asksOrIsAFault() {
        requests.failing();
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(keys::require);
        clock.advance(COOLDOWN);
        requests.standing("a");
        keys.require();
        keys.require();
        assertThat(requests.count()).isEqualTo(2);
        requests.failing();
        clock.advance(MAX_AGE);
        keys.require();
        clock.advance(STALE_FOR);
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(keys::require);
    }

    private void unavailable(String id) {
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> keys.find(id));
    }

    private static Instant start() {
        return MutableClock.start().instant();
    }

    private static FetchPolicy policy() {
        return new FetchPolicy(MAX_AGE, STALE_FOR, COOLDOWN, TIMEOUT);
    }
}
