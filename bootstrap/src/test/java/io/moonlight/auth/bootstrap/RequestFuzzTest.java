package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moonlight.auth.bootstrap.fuzz.Lane;
import io.moonlight.auth.bootstrap.fuzz.Mailbox;
import io.moonlight.auth.bootstrap.fuzz.StatusCounts;
import io.moonlight.auth.bootstrap.testkit.OpenApi;
import io.moonlight.auth.testkit.Seeded;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Mutated requests over all calls, from clients that know a way in. {@code -Dauth.fuzz.requests} says how many, {@code
 * -Dauth.test.seed} with which first, and {@code -Dauth.fuzz.bytes} sends one of an earlier failure again.
 */
class RequestFuzzTest extends EndToEnd {

    private static final int FEW = 4_000;
    private static final int LANES = 8;
    private static final long FIRST_SEED = 20260131;
    private static final long MEGABYTE = 1024 * 1024;
    private static final long ALLOWED_GROWTH = 16 * MEGABYTE;

    private final ListAppender<ILoggingEvent> faults = new ListAppender<>();
    private final StatusCounts tally = new StatusCounts();
    private OpenApi document;
    private Mailbox mailbox;

    @Override
    Map<String, String> overrides() {
        return Map.ofEntries(
                Map.entry("ADMIN_API_KEY", "an-administrators-key-of-40-characters-."),
                Map.entry("CORS_ALLOWED_ORIGINS", "https://app.example.org"),
                Map.entry("LOGIN_BY_CODE", "true"),
                Map.entry("HASHING_QUEUE", "1000"),
                Map.entry("CHECK_EMAIL_PER_MINUTE", "1000000000"),
                Map.entry("CODES_PER_ADDRESS", "0"),
                Map.entry("VERIFICATION_CODE_COOLDOWN_SECONDS", "1"),
                Map.entry("VERIFICATION_CODE_DAILY_LIMIT", "1000"),
                Map.entry("WRONG_CODES_PER_EMAIL", "1000"),
                Map.entry("WRONG_CODES_PER_ADDRESS", "1000000"),
                Map.entry("LOGIN_MAX_FAILURES", "1000"),
                Map.entry("LOGIN_MAX_FAILURES_PER_EMAIL", "100000"),
                Map.entry("LOGIN_MAX_FAILURES_PER_ADDRESS", "1000000"));
    }

    @BeforeAll
    void prepare() throws IOException {
        document = new OpenApi(
                new ObjectMapper().readTree(Path.of("../docs/openapi.json").toFile()));
        mailbox = new Mailbox(parts.smtp());
        faults.start();
        root().addAppender(faults);
    }

    @AfterAll
    void stopListening() {
        root().detachAppender(faults);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void server_underMutatedRequests_answersEachInTheEnvelopeAndStaysAsItIs() throws Exception {
        Optional<String> bytes = Optional.ofNullable(System.getProperty("auth.fuzz.bytes"));
        if (bytes.isPresent()) {
            try (Lane lane = lane()) {
                lane.blurt(Base64.getDecoder().decode(bytes.get()));
            }
            return;
        }
        int requests = Integer.getInteger("auth.fuzz.requests", FEW);
        long first = Long.getLong(Seeded.SEED, FIRST_SEED);
        long start = System.nanoTime();

        send(first, requests / 4);
        long before = usedAfterCollection();
        send(first + requests / 4, requests - requests / 4);
        long after = usedAfterCollection();
        for (int i = 0; i < 20 && after - before >= ALLOWED_GROWTH; i++) {
            after = usedAfterCollection(); // what a later collection frees is not a leak
        }

        System.out.printf(
                "%d requests from seed %d in %d s; heap %d KiB after a quarter, %d KiB after all; %s%n",
                requests, first, (System.nanoTime() - start) / 1_000_000_000, before / 1024, after / 1024, tally);
        assertThat(after - before).as("growth of the heap").isLessThan(ALLOWED_GROWTH);
        assertThat(faults.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .isEmpty();
        assertThat(calls())
                .allSatisfy(call -> assertThat(tally.of(call.id(), 200))
                        .as("successes of " + call.id())
                        .isPositive());
        register(api(), email).ok("注册成功");
        assertThat(api().get("/health").status()).isEqualTo(200);
    }

    /** All calls in JSON but that of the document, which this server does not show. */
    private List<OpenApi.Call> calls() {
        return document.callsInJson().stream()
                .filter(call -> !call.path().equals("/openapi.json"))
                .toList();
    }

    private Lane lane() {
        return new Lane(server.uri(), mailbox, document, calls(), tally);
    }

    /** The next free seed goes to whichever lane is free. */
    private void send(long first, int requests) throws Exception {
        AtomicLong next = new AtomicLong(first);
        long end = first + requests;
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<?>> lanes = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                lanes.add(threads.submit(() -> {
                    try (Lane lane = lane()) {
                        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                            lane.send(seed);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private long usedAfterCollection() {
        mailbox.empty();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
