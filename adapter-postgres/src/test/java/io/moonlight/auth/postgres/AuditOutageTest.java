package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away, or falls silent, under {@link JdbiAuthEvents}. */
class AuditOutageTest {

    private static final int CAPACITY = 20;
    private static final Duration BOUND = Duration.ofSeconds(5);

    private TestPostgres.Access database;
    private RoundTripProxy proxy;
    private PostgresStore store;
    private JdbiAuthEvents events;

    @BeforeEach
    void start() {
        database = TestPostgres.migratedDatabase();
        proxy = new RoundTripProxy(database.address());
        store = PostgresStore.on(impatient(database.throughPort(proxy.port()).settings()));
        store.database().ping();
        events = JdbiAuthEvents.start(store.database(), CAPACITY);
    }

    private static PostgresSettings impatient(PostgresSettings settings) {
        return new PostgresSettings(
                settings.url(),
                settings.user(),
                settings.password(),
                settings.poolSize(),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(900),
                settings.lockTimeout(),
                settings.idleInTransactionTimeout(),
                settings.applicationName());
    }

    @AfterEach
    void stop() {
        proxy.close();
        events.close();
        store.close();
    }

    private void record(long user) {
        events.record(new AuthEvent(
                AuthEvent.Type.LOGGED_IN,
                Instant.EPOCH.plusSeconds(user),
                Optional.of(new UserId(user)),
                Optional.empty(),
                "",
                "",
                ClientInfo.LOCAL));
    }

    private static void assertWithin(Duration bound, Runnable work) {
        long start = System.nanoTime();
        work.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(bound);
    }

    /** Until all waiting events are written. */
    private List<Long> usersOnceWritten() {
        long end = System.nanoTime() + BOUND.multipliedBy(4).toNanos();
        while (events.queued() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(events.queued()).as("written without being closed").isZero();
        events.close();
        return events.read(AuditFilter.ALL, new PageRequest(1, PageRequest.MAX_SIZE)).stream()
                .flatMap(AuditOutageTest::users)
                .sorted()
                .toList();
    }

    /** The user as often as the row counts. */
    private static Stream<Long> users(RecordedEvent row) {
        return Collections.nCopies(row.times(), row.event().user().orElseThrow().value()).stream();
    }

    @Test
    void writer_afterAnError_writesWhatWaited() {
        AtomicBoolean broken = new AtomicBoolean(true);
        ConnectionFactory connections = () -> {
            if (Thread.currentThread().getName().equals("moonlight-audit") && broken.getAndSet(false)) {
                throw new StackOverflowError("on purpose");
            }
            return database.connect();
        };
        JdbiDatabase failing = new JdbiDatabase(connections, Samples.random(), PostgresTables.DEFAULT);
        try (JdbiAuthEvents trail = JdbiAuthEvents.start(failing, CAPACITY)) {
            trail.record(AuthEvent.of(AuthEvent.Type.MAIL_EXPIRED, Instant.EPOCH));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (trail.read(AuditFilter.ALL, new PageRequest(1, 1)).isEmpty() && System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            assertThat(trail.read(AuditFilter.ALL, new PageRequest(1, 1))).hasSize(1);
            assertThat(trail.lost()).isZero();
        }
    }

    @Test
    void record_whileTheDatabaseIsAway_keepsTheOldestAndCountsTheRest() {
        int port = proxy.port();
        proxy.close();
        for (long user = 1; user <= CAPACITY; user++) {
            record(user);
        }
        long total = CAPACITY + 1_000;
        while (events.lost() == 0) {
            record(1_000);
            total++;
        }

        assertWithin(BOUND, () -> {
            for (long user = 2_001; user <= 3_000; user++) {
                record(user);
            }
        });

        proxy = new RoundTripProxy(database.address(), port);
        List<Long> written = usersOnceWritten();
        assertThat(written)
                .containsAll(LongStream.rangeClosed(1, CAPACITY).boxed().toList());
        assertThat(written.size() + events.lost()).isGreaterThanOrEqualTo(total);
    }

    @Test
    void record_whileTheDatabaseIsSilent_makesEachCallerWaitOnce() {
        proxy.freeze();

        List<Race.Result<Boolean>> results = Race.run(16, caller -> () -> {
            assertWithin(BOUND, () -> {
                for (int i = 0; i < 100; i++) {
                    record(caller + 1L);
                }
            });
            assertWithin(BOUND, () -> {
                for (int i = 0; i < 100; i++) {
                    record(caller + 1L);
                }
            });
            return true;
        });

        assertThat(results).allMatch(Race.Result::succeeded);
        proxy.thaw();
        List<Long> written = usersOnceWritten();
        assertThat(written.size() + events.lost()).isGreaterThanOrEqualTo(3_200L);
    }

    @Test
    void close_whileTheDatabaseIsSilent_comesBackInTime() {
        record(1);
        proxy.freeze();
        record(2);

        assertWithin(BOUND.plusSeconds(1), events::close);

        proxy.thaw();
    }

    @Test
    void close_whileTheDatabaseIsAway_countsWhatWaitsAsLost() {
        proxy.close();
        record(1);
        record(2);

        assertWithin(BOUND.plusSeconds(1), events::close);

        assertThat(events.lost()).isEqualTo(2);
        assertThat(events.queued()).isZero();
    }
}
