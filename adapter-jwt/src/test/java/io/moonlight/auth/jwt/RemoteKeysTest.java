package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.auth0.jwt.JWTVerifier;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of keeping and fetching, with requests that a test answers by hand, and a clock that it moves. */
class RemoteKeysTest {

    private static final int CALLERS = 24;
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration STALE_FOR = Duration.ofHours(1);
    private static final Duration COOLDOWN = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final MutableClock clock = MutableClock.start();
    private final Requests requests = new Requests();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final RemoteKeys keys = keys(LONG);

    /** What has been asked; each one waits for its answer unless there is a standing one. */
    private static final class Requests {

        private final List<CompletableFuture<byte[]>> all = new CopyOnWriteArrayList<>();
        private volatile Optional<String> standing = Optional.empty();
        private volatile boolean down;

        CompletableFuture<byte[]> ask() {
            CompletableFuture<byte[]> request = new CompletableFuture<>();
            standing.ifPresent(names -> request.complete(names.getBytes(UTF_8)));
            if (down) {
                request.completeExceptionally(new ConnectException("down"));
            }
            all.add(request);
            return request;
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

        CompletableFuture<byte[]> last() {
            return all.get(all.size() - 1);
        }

        void answer(String names) {
            assertThat(last().complete(names.getBytes(UTF_8))).isTrue();
        }

        int count() {
            return all.size();
        }
    }

    @Test
    void find_ofAKnownKey_asksOnceForAllCalls() {
        requests.standing("a,b");
        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("a", "ES256")).isPresent();
            assertThat(keys.find("b", "RS256")).isPresent();
        }
        assertThat(requests.count()).isOne();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "none", "ES384", "RS512", "PS256", "es256", ""})
    void find_ofAnAlgorithmThatNoPublishedKeyHas_asksForNothing(String algorithm) {
        assertThat(keys.find("a", algorithm)).isEmpty();
        assertThat(requests.count()).isZero();
    }

    @Test
    void find_ofAnUnknownKey_asksAgainButNotWithinTheCooldown() {
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        requests.standing("a,b");
        clock.advance(COOLDOWN.minusNanos(1));
        assertThat(keys.find("b", "ES256")).isEmpty();
        assertThat(requests.count()).isOne();
        clock.advance(Duration.ofNanos(1));
        assertThat(keys.find("b", "ES256")).isPresent();
        assertThat(keys.find("c", "ES256")).isEmpty();
        assertThat(requests.count()).isEqualTo(2);
    }

    @Test
    void find_ofForgedNamesByManyCallers_asksOncePerCooldown() {
        requests.standing("a");
        for (int round = 1; round <= 5; round++) {
            List<Race.Result<Optional<JWTVerifier>>> results =
                    Race.run(CALLERS, caller -> () -> keys.find("forged-" + caller, "ES256"));
            assertThat(results).allSatisfy(result -> assertThat(result.value()).isEmpty());
            assertThat(requests.count()).isEqualTo(round);
            clock.advance(COOLDOWN);
        }
    }

    @Test
    void find_byManyCallersBeforeThereAreKeys_asksOnceAndAllGetTheirKey() {
        CountDownLatch under = new CountDownLatch(CALLERS);
        RemoteKeys cold = new RemoteKeys(
                () -> {
                    CompletableFuture<byte[]> request = requests.ask();
                    return request.completeAsync(() -> {
                        awaitQuietly(under);
                        return "a".getBytes(UTF_8);
                    });
                },
                this::parsed,
                policy(LONG),
                clock,
                failures::add);
        List<Race.Result<Optional<JWTVerifier>>> results = Race.run(CALLERS, caller -> () -> {
            under.countDown();
            return cold.find("a", "ES256");
        });
        assertThat(results).allSatisfy(result -> assertThat(result.value()).isPresent());
        assertThat(requests.count()).isOne();
    }

    @Test
    void find_byManyCallersAtTheEndOfMaxAge_asksOnceAndNobodyGetsAWithdrawnKey() {
        requests.standing("old");
        assertThat(keys.find("old", "ES256")).isPresent();
        requests.standing("new");
        clock.advance(MAX_AGE);
        List<Race.Result<Optional<JWTVerifier>>> results =
                Race.run(CALLERS, caller -> () -> keys.find(caller % 2 == 0 ? "old" : "new", "ES256"));
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThat(results.get(caller).value().isPresent()).isEqualTo(caller % 2 != 0);
        }
        assertThat(requests.count()).isEqualTo(2);
    }

    @Test
    void find_justBeforeMaxAge_stillTakesAWithdrawnKeyAndNotFromThatInstantOn() {
        requests.standing("old");
        assertThat(keys.find("old", "ES256")).isPresent();
        requests.unanswered();
        clock.advance(MAX_AGE.minusNanos(1));
        assertThat(keys.find("old", "ES256")).isPresent();
        requests.answer("new");
        assertThat(keys.find("new", "ES256")).isPresent();
        assertThat(keys.find("old", "ES256")).isEmpty();
    }

    @Test
    void find_ofAgeingKeys_asksWithoutWaiting() {
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        requests.unanswered();
        clock.advance(Duration.ofMinutes(4).minusNanos(1));
        assertThat(keys.find("a", "ES256")).isPresent();
        assertThat(requests.count()).isOne();
        clock.advance(Duration.ofNanos(1));
        for (int i = 0; i < 10; i++) {
            assertThat(keys.find("a", "ES256")).isPresent();
        }
        assertThat(requests.count()).isEqualTo(2);
        requests.answer("a,b");
        clock.advance(Duration.ofMinutes(4).minusNanos(1));
        assertThat(keys.find("b", "ES256")).isPresent();
        assertThat(requests.count()).isEqualTo(2);
    }

    @Test
    void find_whileNobodyAnswers_takesOldKeysForABoundedTime() {
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        requests.failing();
        for (Duration age = MAX_AGE; age.compareTo(MAX_AGE.plus(STALE_FOR)) < 0; age = age.plusMinutes(7)) {
            clock.set(start().plus(age));
            assertThat(keys.find("a", "ES256")).isPresent();
        }
        clock.set(start().plus(MAX_AGE).plus(STALE_FOR).minusNanos(1));
        assertThat(keys.find("a", "ES256")).isPresent();
        clock.advance(Duration.ofNanos(1));
        unavailable("a");
        assertThat(failures).isNotEmpty().allMatch(ConnectException.class::isInstance);
    }

    @Test
    void find_ofAnUnknownKeyWhileNobodyAnswers_isAFaultAndNoRefusal() {
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        assertThat(keys.find("b", "ES256")).isEmpty();
        requests.failing();
        clock.advance(COOLDOWN);
        unavailable("b");
        unavailable("b");
        assertThat(keys.find("a", "ES256")).isPresent();
        assertThat(requests.count()).isEqualTo(2);
        requests.standing("a,b");
        clock.advance(COOLDOWN);
        assertThat(keys.find("b", "ES256")).isPresent();
    }

    @Test
    void find_beforeThereAreKeysWhileNobodyAnswers_asksOncePerCooldownAndRecovers() {
        requests.failing();
        for (int round = 1; round <= 3; round++) {
            assertThatExceptionOfType(AuthUnavailableException.class)
                    .isThrownBy(() -> keys.find("a", "ES256"))
                    .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(ConnectException.class));
            List<Race.Result<Optional<JWTVerifier>>> results =
                    Race.run(CALLERS, caller -> () -> keys.find("a", "ES256"));
            assertThat(results).allMatch(result -> result.failedWith(AuthUnavailableException.class));
            assertThat(requests.count()).isEqualTo(round);
            assertThat(failures).hasSize(round);
            clock.advance(COOLDOWN);
        }
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
    }

    @Test
    void find_withinTheCooldownOfAFailure_saysWhenToComeBack() {
        requests.failing();
        unavailable("a");
        clock.advance(Duration.ofSeconds(3));
        assertThatExceptionOfType(AuthUnavailableException.class)
                .isThrownBy(() -> keys.find("a", "ES256"))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)))
                .satisfies(e -> assertThat(e.part()).isEqualTo("key set"));
        clock.advance(Duration.ofMillis(6_999));
        assertThatExceptionOfType(AuthUnavailableException.class)
                .isThrownBy(() -> keys.find("a", "ES256"))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void find_ofASetWithoutUsableKeys_isAFaultThatLeavesTheOldOnes() {
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        requests.standing("");
        clock.advance(MAX_AGE);
        assertThat(keys.find("a", "ES256")).isPresent();
        unavailable("b");
        assertThat(failures).hasSize(1).allMatch(IllegalArgumentException.class::isInstance);
    }

    @Test
    void find_ofARequestThatIsNeverAnswered_endsItAndIsAFault() {
        RemoteKeys impatient = keys(SHORT);
        assertThatExceptionOfType(AuthUnavailableException.class)
                .isThrownBy(() -> impatient.find("a", "ES256"))
                .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(HttpTimeoutException.class));
        assertThat(requests.last()).isCancelled();
        assertThat(failures).hasSize(1);
        clock.advance(COOLDOWN);
        requests.standing("a");
        assertThat(impatient.find("a", "ES256")).isPresent();
    }

    @Test
    void find_afterARequestForWhichNobodyWaits_endsItWhenTheNextIsDue() {
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        requests.unanswered();
        clock.advance(Duration.ofMinutes(4));
        assertThat(keys.find("a", "ES256")).isPresent();
        CompletableFuture<byte[]> abandoned = requests.last();
        clock.advance(COOLDOWN);
        assertThat(keys.find("a", "ES256")).isPresent();
        assertThat(abandoned).isCancelled();
        assertThat(requests.count()).isEqualTo(3);
        requests.answer("b");
        assertThat(keys.find("b", "ES256")).isPresent();
    }

    @Test
    void find_whileARequestAfterAFailureRuns_waitsForNothing() throws Exception {
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        requests.failing();
        clock.advance(MAX_AGE);
        assertThat(keys.find("a", "ES256")).isPresent();
        requests.unanswered();
        clock.advance(COOLDOWN);
        CompletableFuture<Optional<JWTVerifier>> first =
                CompletableFuture.supplyAsync(() -> keys.find("a", "ES256"), task -> new Thread(task).start());
        while (requests.count() < 3) {
            Thread.onSpinWait();
        }
        // Were they to wait, the race would time out: nobody answers before it is over.
        List<Race.Result<Optional<JWTVerifier>>> results =
                Race.run(CALLERS, caller -> () -> keys.find(caller % 2 == 0 ? "a" : "b", "ES256"));
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThat(results.get(caller).succeeded()).isEqualTo(caller % 2 == 0);
        }
        assertThat(first).isNotDone();
        requests.answer("a,b");
        assertThat(first.get()).isPresent();
        assertThat(keys.find("b", "ES256")).isPresent();
        assertThat(requests.count()).isEqualTo(3);
    }

    @Test
    void find_byAnInterruptedCaller_keepsTheMarkAndTheRequest() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(AuthUnavailableException.class).isThrownBy(() -> keys.find("a", "ES256"));
        assertThat(Thread.interrupted()).isTrue();
        requests.answer("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        assertThat(requests.count()).isOne();

        requests.unanswered();
        clock.advance(MAX_AGE);
        Thread.currentThread().interrupt();
        assertThat(keys.find("a", "ES256")).isPresent();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void find_whenTheClockIsPutBack_asksOnceAndGoesOn() {
        requests.standing("a");
        assertThat(keys.find("a", "ES256")).isPresent();
        clock.advance(Duration.ofDays(-1));
        for (int i = 0; i < 10; i++) {
            assertThat(keys.find("a", "ES256")).isPresent();
        }
        assertThat(requests.count()).isEqualTo(2);
        clock.advance(Duration.ofDays(1));
        assertThat(keys.find("a", "ES256")).isPresent();
        assertThat(requests.count()).isEqualTo(3);
    }

    @Test
    void find_whenTheRequestCannotEvenBeMade_isAFault() {
        RemoteKeys broken = new RemoteKeys(
                () -> {
                    throw new IllegalStateException("no client");
                },
                this::parsed,
                policy(LONG),
                clock,
                failure -> {
                    failures.add(failure);
                    throw new IllegalStateException("a listener that breaks its promise");
                });
        assertThatExceptionOfType(AuthUnavailableException.class).isThrownBy(() -> broken.find("a", "ES256"));
        assertThat(failures).hasSize(1);
    }

    @Test
    void require_withoutKeys_asksOrIsAFault() {
        requests.failing();
        assertThatExceptionOfType(AuthUnavailableException.class).isThrownBy(keys::require);
        clock.advance(COOLDOWN);
        requests.standing("a");
        keys.require();
        keys.require();
        assertThat(requests.count()).isEqualTo(2);
        requests.failing();
        clock.advance(MAX_AGE);
        keys.require();
        clock.advance(STALE_FOR);
        assertThatExceptionOfType(AuthUnavailableException.class).isThrownBy(keys::require);
    }

    private void unavailable(String id) {
        assertThatExceptionOfType(AuthUnavailableException.class).isThrownBy(() -> keys.find(id, "ES256"));
    }

    private static Instant start() {
        return MutableClock.start().instant();
    }

    private RemoteKeys keys(Duration timeout) {
        return new RemoteKeys(requests::ask, this::parsed, policy(timeout), clock, failures::add);
    }

    private static FetchPolicy policy(Duration timeout) {
        return new FetchPolicy(MAX_AGE, STALE_FOR, COOLDOWN, timeout);
    }

    /** Names with commas between are keys; no name at all is a set without a usable one. */
    private Map<String, JWTVerifier> parsed(byte[] body) {
        String names = new String(body, UTF_8);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no key");
        }
        TokenRules rules = new TokenRules(Verifying.OPTIONS, clock, Duration.ZERO);
        return Arrays.stream(names.split(",", -1))
                .collect(Collectors.toMap(Function.identity(), name -> rules.verifier(Verifying.ES256)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
