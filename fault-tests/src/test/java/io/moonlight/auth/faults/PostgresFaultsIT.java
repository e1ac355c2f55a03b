package io.moonlight.auth.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Await;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The database goes away in every way it can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFaultsIT {

    private static final int DEADLOCKS = 5;
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private Stack stack;

    @BeforeAll
    void start() throws IOException {
        stack = Stack.begin();
        Trial.warmUp(stack);
    }

    @AfterAll
    void stop() throws IOException {
        stack.close();
    }

    @Test
    void postgres_stoppedAndStarted_losesNothing() throws Exception {
        breaking(Fault.POSTGRES_STOPPED, stack.postgres()::stop, A_WHILE, stack.postgres()::start);
    }

    @Test
    void postgres_restarted_losesNothing() throws Exception {
        breaking(Fault.POSTGRES_RESTARTED, stack.postgres()::stop, Duration.ZERO, stack.postgres()::start);
    }

    @Test
    void postgres_killedAndStarted_losesNothing() throws Exception {
        breaking(Fault.POSTGRES_KILLED, stack.postgres()::crash, A_WHILE, stack.postgres()::start);
    }

    @Test
    void postgres_silent_losesNothing() throws Exception {
        breaking(Fault.POSTGRES_FROZEN, stack.postgres()::freeze, Duration.ofSeconds(10), stack.postgres()::thaw);
    }

    @Test
    void connections_cutAgainAndAgain_loseNothing() throws Exception {
        breaking(Fault.POSTGRES_CUT, this::cutForAWhile, Duration.ZERO, () -> {});
    }

    private void cutForAWhile() throws SQLException {
        try (Connection operator = stack.postgres().connect()) {
            for (int i = 0; i < 20; i++) {
                ConnectionExhaustion.cut(operator);
                Pause.ofMillis(250);
            }
        }
    }

    @Test
    void pool_fullOfCallsThatWait_losesNothing() throws Exception {
        try (Connection other = stack.postgres().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            breaking(
                    Fault.POSTGRES_POOL_FULL,
                    () -> statement.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE"),
                    A_WHILE,
                    other::rollback);
        }
    }

    @Test
    void postgres_withoutRoomForAConnection_losesNothing() throws Exception {
        try (ConnectionExhaustion greed = new ConnectionExhaustion(stack.postgres())) {
            breaking(Fault.POSTGRES_NO_CONNECTIONS, greed::takeAll, A_WHILE, greed::giveBack);
        }
    }

    @Test
    void changeOfThePassword_inADeadlock_isDoneOnce() throws Exception {
        try (Trial trial = Trial.of(stack, Fault.POSTGRES_DEADLOCK)) {
            Person person = trial.newcomer();
            person.register();
            long before = deadlocks();
            for (int i = 0; i < DEADLOCKS; i++) {
                try (Deadlock deadlock = new Deadlock(stack.postgres(), person.email())) {
                    person.changePassword(deadlock::around);
                }
            }
            assertThat(trial.seen().broken()).isEmpty();
            assertThat(person.changes()).isEqualTo(DEADLOCKS);
            Await.until(() -> deadlocks() >= before + DEADLOCKS);
            trial.conclude();
        }
    }

    private long deadlocks() {
        try {
            return stack.postgres()
                    .numbers("SELECT 'deadlocks', sum(deadlocks) FROM pg_stat_database")
                    .get("deadlocks");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void breaking(Fault fault, Trial.Step breaking, Duration length, Trial.Step mending) throws Exception {
        try (Trial trial = Trial.of(stack, fault)) {
            trial.run(breaking, length, mending);
        }
    }
}
