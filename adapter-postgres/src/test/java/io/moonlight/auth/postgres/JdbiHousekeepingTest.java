package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.Housekeeping.ExpiredData;
import io.moonlight.auth.domain.port.Housekeeping.Sweep;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Scenario;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much each step removes, and what it leaves to others. */
class JdbiHousekeepingTest {

    private static final Instant LATE = Instant.parse("2030-01-01T00:00:00Z");

    private static PostgresStore store;

    private final Scenario scenario = new Scenario(store, MutableClock.start());

    @BeforeAll
    static void open() {
        store = PostgresStore.create();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void empty() {
        store.emptied();
    }

    private static Housekeeping housekeeping() {
        return new JdbiHousekeeping(store.database()); // each has a place of its own in a table
    }

    private static int count(String table) {
        try (Handle handle = store.handle()) {
            return handle.createQuery("SELECT count(*) FROM " + table)
                    .mapTo(Integer.class)
                    .one();
        }
    }

    /** Numbered from 1, a day apart. */
    private static void events(int number) {
        store.execute("""
                INSERT INTO auth_events (type, at, masked_email, detail, user_agent, request_id, times)
                SELECT 'mail_expired', timestamptz '2026-01-01 00:00Z' + i * interval '1 day', '', '', '', '', 1
                FROM generate_series(1, ?) i""", number);
    }

    @Test
    void sweep_ofEvents_removesTheOldestInSteps() {
        events(10);
        Instant before = Instant.parse("2026-01-07T00:00:00Z");
        Housekeeping housekeeping = housekeeping();

        assertThat(housekeeping.sweep(ExpiredData.EVENTS, before, 3)).isEqualTo(new Sweep(3, true));
        assertThat(housekeeping.sweep(ExpiredData.EVENTS, before, 3)).isEqualTo(new Sweep(2, false));

        assertThat(count("auth_events WHERE at >= '2026-01-07 00:00Z'")).isEqualTo(5);
        assertThat(count("auth_events")).isEqualTo(5);
        assertThat(housekeeping.sweep(ExpiredData.EVENTS, LATE, 100)).isEqualTo(new Sweep(5, false));
    }

    @Test
    void sweep_ofKnownAddresses_walksTheTableInSteps() {
        scenario.registered();
        store.execute("""
                INSERT INTO known_addresses (user_id, network, last_login_at)
                SELECT id, 'net' || i, timestamptz '2026-01-01 00:00Z' + (i % 2) * interval '9 days'
                FROM users, generate_series(1, 7) i""");
        Instant before = Instant.parse("2026-01-05T00:00:00Z");
        Housekeeping housekeeping = housekeeping();

        assertThat(housekeeping.sweep(ExpiredData.KNOWN_ADDRESSES, before, 3)).isEqualTo(new Sweep(1, true));
        assertThat(housekeeping.sweep(ExpiredData.KNOWN_ADDRESSES, before, 3)).isEqualTo(new Sweep(2, true));
        assertThat(housekeeping.sweep(ExpiredData.KNOWN_ADDRESSES, before, 3)).isEqualTo(new Sweep(0, false));
        assertThat(count("known_addresses")).isEqualTo(4);
    }

    @Test
    void sweep_ofSessions_walksTheTableOnceAndBeginsAnew() {
        var user = scenario.registered();
        for (int i = 0; i < 7; i++) {
            scenario.opened(user);
        }
        Housekeeping housekeeping = housekeeping();

        for (int round = 0; round < 2; round++) {
            assertThat(housekeeping.sweep(ExpiredData.SESSIONS, Instant.EPOCH, 3))
                    .isEqualTo(new Sweep(0, true));
            assertThat(housekeeping.sweep(ExpiredData.SESSIONS, Instant.EPOCH, 3))
                    .isEqualTo(new Sweep(0, true));
            assertThat(housekeeping.sweep(ExpiredData.SESSIONS, Instant.EPOCH, 3))
                    .isEqualTo(new Sweep(0, false));
        }
    }

    @Test
    void sweep_ofARowThatSomebodyHolds_passesItOver() {
        var user = scenario.registered();
        Session held = scenario.opened(user);
        scenario.opened(user);
        try (Handle handle = store.handle()) {
            handle.begin();
            handle.execute(
                    "SELECT 1 FROM sessions WHERE id = ? FOR UPDATE", held.id().value());

            assertThat(housekeeping().sweep(ExpiredData.SESSIONS, LATE, 10)).isEqualTo(new Sweep(1, false));

            handle.rollback();
        }
        assertThat(housekeeping().sweep(ExpiredData.SESSIONS, LATE, 10)).isEqualTo(new Sweep(1, false));
    }

    @Test
    void sweep_whileAnotherProcessIsAtThisKind_leavesItToThatAndDoesTheOthers() {
        events(3);
        scenario.opened(scenario.registered());
        try (Handle handle = store.handle()) {
            handle.begin();
            handle.execute("SELECT pg_advisory_xact_lock(1836019566, 5)");

            assertThat(housekeeping().sweep(ExpiredData.EVENTS, LATE, 10)).isEqualTo(new Sweep(0, false));
            assertThat(housekeeping().sweep(ExpiredData.SESSIONS, LATE, 10)).isEqualTo(new Sweep(1, false));

            handle.rollback();
        }
        assertThat(housekeeping().sweep(ExpiredData.EVENTS, LATE, 10)).isEqualTo(new Sweep(3, false));
    }
}
