package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away, or falls silent: every call ends in time, and all is well once it is back. */
class OutageTest {

    private static final Duration BOUND = Duration.ofSeconds(5);

    private final EmailAddress email = Samples.email();
    private TestPostgres.Access database;
    private RoundTripProxy proxy;
    private PostgresStore store;

    @BeforeEach
    void connect() {
        database = TestPostgres.migratedDatabase();
        proxy = new RoundTripProxy(database.address());
        store = PostgresStore.on(database.throughPort(proxy.port()).settings());
    }

    @AfterEach
    void disconnect() {
        proxy.close();
        store.close();
    }

    private void assertFaultInTime() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> store.users().exists(email))
                .isInstanceOfSatisfying(
                        AuthUnavailableException.class,
                        e -> assertThat(e.part()).isEqualTo("database"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }

    private void assertWorksSoon() {
        long deadline = System.nanoTime() + BOUND.multipliedBy(2).toNanos();
        while (true) {
            try {
                assertThat(store.users().exists(email)).isFalse();
                return;
            } catch (AuthUnavailableException e) {
                assertThat(System.nanoTime()).as("time to recover").isLessThan(deadline);
            }
        }
    }

    @Test
    void call_whenTheServerStops_isAFaultInTimeAndWorksOnceItIsBack() {
        store.users().exists(email);
        int port = proxy.port();
        proxy.close();
        assertFaultInTime();
        assertFaultInTime();

        proxy = new RoundTripProxy(database.address(), port);
        assertWorksSoon();
    }

    @Test
    void call_whenTheServerFallsSilent_isAFaultInTimeAndWorksOnceItSpeaks() {
        store.users().exists(email);
        proxy.freeze();
        assertFaultInTime();
        assertFaultInTime();

        proxy.thaw();
        assertWorksSoon();
    }

    @Test
    void transaction_whenTheServerFallsSilentInIt_isAFaultInTime() {
        long[] start = new long[1];

        assertThatThrownBy(() -> store.inTransaction(() -> {
                    store.users().exists(email);
                    start[0] = System.nanoTime();
                    proxy.freeze();
                    return store.users().exists(email);
                }))
                .isInstanceOf(AuthUnavailableException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start[0])).isLessThan(BOUND);
        proxy.thaw();
        assertWorksSoon();
    }

    @Test
    void pool_madeWhileTheServerIsDown_worksOnceItIsUp() {
        int port = proxy.port();
        proxy.close();
        store.close();
        store = PostgresStore.on(database.throughPort(port).settings());
        assertFaultInTime();

        proxy = new RoundTripProxy(database.address(), port);
        assertWorksSoon();
    }

    @Test
    void pool_madeWhileTheServerIsSilent_isAFaultInTime() {
        proxy.freeze();
        store.close();
        store = PostgresStore.on(database.throughPort(proxy.port()).settings());

        assertFaultInTime();
    }
}
