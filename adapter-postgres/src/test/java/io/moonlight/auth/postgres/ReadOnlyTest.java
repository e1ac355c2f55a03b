package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** The server answers, but takes no writes: it is a standby, or has become one. */
class ReadOnlyTest {

    private static final String NO_WRITES = "SET default_transaction_read_only = on";

    private static void assertTakesNoWrites(PostgresStore store) {
        assertThatThrownBy(() -> store.database().ping())
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessage("database is not available: it takes no writes (SQLSTATE 25006)");
    }

    @Test
    void ping_onAServerThatTakesNoWrites_failsAndItsConnectionIsGivenUp() {
        try (PostgresStore store =
                PostgresStore.on(TestPostgres.migratedDatabase().settings().withPoolSize(1))) {
            store.execute(NO_WRITES);

            assertTakesNoWrites(store);
            store.database().ping();
        }
    }

    @Test
    void write_onAServerThatTakesNoWrites_makesThePoolGiveUpAllConnections() {
        try (PostgresStore store =
                PostgresStore.on(TestPostgres.migratedDatabase().settings().withPoolSize(3))) {
            try (Handle first = store.handle();
                    Handle second = store.handle();
                    Handle third = store.handle()) {
                first.execute(NO_WRITES);
                second.execute(NO_WRITES);
                third.execute(NO_WRITES);
            }

            assertThatThrownBy(() -> store.sessions().end(new SessionId(new UUID(0, 1)), Instant.EPOCH))
                    .isInstanceOf(AuthUnavailableException.class)
                    .hasMessageContaining("25006");

            try (Handle first = store.handle();
                    Handle second = store.handle();
                    Handle third = store.handle()) {
                assertThat(Stream.of(first, second, third))
                        .allMatch(handle -> handle.select("SHOW transaction_read_only")
                                .mapTo(String.class)
                                .one()
                                .equals("off"));
            }
        }
    }

    @Test
    void pool_onAPrimaryAndAStandby_findsTheOneThatTakesWrites() {
        try (RealPostgres primary = RealPostgres.start(RealPostgres.newData("scram-sha-256"))) {
            PostgresMigrations.migrate(
                    PostgresDataSource.unbounded(primary.access("").settings()));
            try (RealPostgres standby = RealPostgres.start(RealPostgres.standbyData(primary, "standby"));
                    PostgresStore onStandby = PostgresStore.on(standby.access(""));
                    PostgresStore onBoth = PostgresStore.on(both(standby, primary))) {
                onBoth.database().ping();
                assertThatThrownBy(() -> onStandby.database().ping()).isInstanceOf(AuthUnavailableException.class);

                primary.kill();
                standby.promote();

                assertWorksSoon(onBoth);
                assertWorksSoon(onStandby);
            }
        }
    }

    private static TestPostgres.Access both(RealPostgres one, RealPostgres other) {
        TestPostgres.Access access = one.access("");
        return new TestPostgres.Access(
                access.url().replace("/postgres", ",localhost:" + other.port() + "/postgres"),
                access.user(),
                access.password());
    }

    private static void assertWorksSoon(PostgresStore store) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                store.database().ping();
                return;
            } catch (AuthUnavailableException e) {
                assertThat(System.nanoTime()).as("time to find the primary").isLessThan(end);
            }
        }
    }
}
