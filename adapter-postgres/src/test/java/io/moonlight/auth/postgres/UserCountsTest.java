package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.UserFilter;
import io.moonlight.auth.testkit.Race;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counted number of users is how many there are, whoever adds and removes them. */
class UserCountsTest {

    private static final String ADD = """
            INSERT INTO users (email, username, password_hash, created_at, updated_at)
            SELECT 'u' || i || '@example.org', 'User_' || i, '$x$', now(), now() FROM generate_series(<from>, <to>) i
            ON CONFLICT DO NOTHING""";

    private static PostgresStore store;

    @BeforeAll
    static void open() {
        store = PostgresStore.on(TestPostgres.migratedDatabase().settings().withPoolSize(16));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void empty() {
        store.emptied();
    }

    private static String add(int from, int to) {
        return ADD.replace("<from>", Integer.toString(from)).replace("<to>", Integer.toString(to));
    }

    private static long total() {
        return store.users().list(UserFilter.ALL, new PageRequest(1, 1)).total();
    }

    private static long number(String query) {
        try (Handle handle = store.handle()) {
            return handle.select(query).mapTo(Long.class).one();
        }
    }

    @Test
    void total_afterStatementsOverManyRowsAndOverNone_isHowManyThereAre() {
        store.execute(add(1, 100));
        store.execute(add(50, 120));
        store.execute(add(1, 120));
        store.execute("DELETE FROM users WHERE username LIKE 'User_1%'");
        store.execute("DELETE FROM users WHERE username LIKE 'User_1%'");
        store.execute("UPDATE users SET is_active = false");

        assertThat(total()).isEqualTo(number("SELECT count(*) FROM users")).isEqualTo(120 - 32);
    }

    @Test
    void total_afterTruncating_isNone() {
        store.execute(add(1, 3));
        store.execute("TRUNCATE users CASCADE");

        assertThat(total()).isZero();
        store.execute(add(1, 2));
        assertThat(total()).isEqualTo(2);
    }

    @Test
    void total_whileAnotherHasNotCommitted_isWithoutTheirsAndNobodyWaits() {
        store.execute(add(1, 5));
        try (Handle other = store.handle()) {
            other.begin();
            other.execute("SET LOCAL lock_timeout = '10s'");
            other.execute(add(6, 7));
            other.execute("DELETE FROM users WHERE username = 'User_1'");
            store.execute("DELETE FROM users WHERE username = 'User_2'");
            store.execute(add(8, 10));
            assertThat(total()).isEqualTo(7);
            other.rollback();
            assertThat(total()).isEqualTo(7);
        }
    }

    @Test
    void total_afterManyAtOnce_isHowManyThereAre_inFewRows() {
        for (int round = 0; round < 5; round++) {
            int base = round * 1_000;
            assertThat(Race.run(16, i -> () -> {
                        int number = base + i * 10;
                        store.execute(add(number, number + 9));
                        store.execute("DELETE FROM users WHERE username = ?", "User_" + number);
                        return store.execute(add(number, number + 4));
                    }))
                    .allMatch(Race.Result::succeeded);
        }

        assertThat(total()).isEqualTo(number("SELECT count(*) FROM users")).isEqualTo(5 * 16 * 10);
        store.execute(add(90_000, 90_000));
        store.execute(add(90_001, 90_001));
        store.execute(add(90_002, 90_002));
        assertThat(number("SELECT count(*) FROM user_counts")).isLessThanOrEqualTo(8);
    }

    @Test
    void total_underAStricterIsolation_isHowManyThereAreAndNobodyIsGivenUp() {
        assertThat(Race.run(16, i -> () -> {
                    try (Handle handle = store.handle()) {
                        handle.begin();
                        handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                        handle.execute(add(i * 10, i * 10 + 9));
                        handle.commit();
                    }
                    return i;
                }))
                .allMatch(Race.Result::succeeded);

        assertThat(total()).isEqualTo(160);
    }

    @Test
    void migration_ofADatabaseWithUsers_countsThem() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        PostgresMigrations.configuration(PostgresDataSource.unbounded(database.settings()), PostgresTables.DEFAULT)
                .target("4")
                .load()
                .migrate();
        TestPostgres.execute(database, add(1, 42));
        PostgresMigrations.migrate(PostgresDataSource.unbounded(database.settings()));

        try (PostgresStore migrated = PostgresStore.on(database)) {
            assertThat(migrated.users()
                            .list(UserFilter.ALL, new PageRequest(1, 20))
                            .total())
                    .isEqualTo(42);
        }
    }
}
