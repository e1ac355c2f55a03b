package io.moonlight.auth.bootstrap.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.postgres.Contents;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresStore;
import io.moonlight.auth.postgres.PostgresTables;
import io.moonlight.auth.postgres.TestPostgres;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class PlanTakeoverTest extends PlanTakeoverFixture {

    private Optional<User> find(String email) {
        try (PostgresStore store = PostgresStore.on(database)) {
            return store.users().findByEmail(new EmailAddress(email));
        }
    }

    private String hash(User user) {
        try (PostgresStore store = PostgresStore.on(database)) {
            return store.users().passwordHash(user.id()).orElseThrow().value();
        }
    }

    /** The number that a new user gets. */
    private long register() {
        try (PostgresStore store = PostgresStore.on(database)) {
            return new Scenario(store, MutableClock.start()).registered().id().value();
        }
    }

    @Test
    void migrate_onThePlansDatabase_keepsNumberPasswordFlagsAndDates() {
        addUser(3, "moon@example.org", "moon");
        addUser(8, "off@example.org", "Off_1");
        execute("""
                UPDATE users SET created_at = '2025-01-02 03:04:05.678901+00' WHERE id = 3;
                UPDATE users SET is_active = false, is_verified = false, password_hash = '$2b$04$%s',
                    created_at = '2025-02-03 04:05:06+00', updated_at = '2025-03-04 05:06:07.000008+00' WHERE id = 8;
                INSERT INTO verification_codes (email, code, type, expires_at, used)
                VALUES ('moon@example.org', '123456', 'register', now(), false)""".formatted("x".repeat(53)));

        migrate();

        User moon = find("moon@example.org").orElseThrow();
        assertThat(moon.id().value()).isEqualTo(3);
        assertThat(moon.username().value()).isEqualTo("moon");
        assertThat(hash(moon)).isEqualTo(PlanDatabase.HASH);
        assertThat(moon.active() && moon.verified()).isTrue();
        assertThat(moon.createdAt()).isEqualTo(Instant.parse("2025-01-02T03:04:05.678901Z"));
        User off = find("off@example.org").orElseThrow();
        assertThat(off.id().value()).isEqualTo(8);
        assertThat(off.username().value()).isEqualTo("Off_1");
        assertThat(hash(off)).isEqualTo("$2b$04$" + "x".repeat(53));
        assertThat(off.active() || off.verified()).isFalse();
        assertThat(off.createdAt()).isEqualTo(Instant.parse("2025-02-03T04:05:06Z"));
        assertThat(value("SELECT string_agg(CAST(updated_at AT TIME ZONE 'UTC' AS text), ', ' ORDER BY id) FROM users"))
                .isEqualTo("2025-01-02 03:04:05.678901, 2025-03-04 05:06:07.000008");
        assertThat(Contents.schema(database)).isEqualTo(freshSchema());
        assertThat(value("SELECT count(*) FROM verification_codes")).isEqualTo("0");
    }

    @Test
    void migrate_onTimesWithoutAZone_takesThemForUtc() {
        addUser(1, "moon@example.org", "moon");
        execute("""
                ALTER TABLE users ALTER created_at TYPE timestamp, ALTER updated_at TYPE timestamp;
                UPDATE users SET created_at = '2025-01-02 03:04:05'""");

        migrate();

        assertThat(find("moon@example.org").orElseThrow().createdAt()).isEqualTo(Instant.parse("2025-01-02T03:04:05Z"));
    }

    @Test
    void migrate_onAddressesOfAnotherSpelling_makesThemCanonical() {
        addUser(1, "Moon.Light@Example.ORG", "moon");
        addUser(2, "moon@bücher.example", "light");

        migrate();

        assertThat(find("moon.light@example.org")).map(u -> u.id().value()).contains(1L);
        assertThat(find("moon@xn--bcher-kva.example")).map(u -> u.id().value()).contains(2L);
    }

    @Test
    void migrate_onManyUsers_takesEachOfThem() {
        execute("""
                INSERT INTO users (id, email, username, password_hash, is_active, is_verified)
                SELECT n, 'Many' || n || '@example.org', 'many' || n, '%s', true, true FROM generate_series(1, 5000) n
                """.formatted(PlanDatabase.HASH));

        migrate();

        assertThat(value("SELECT count(*) FROM users WHERE email = 'many' || id || '@example.org'"))
                .isEqualTo("5000");
        assertThat(register()).isEqualTo(5001);
    }

    @Test
    void migrate_withoutTheLastUsers_givesTheirNumbersToNobodyElse() {
        addUser(3, "moon@example.org", "moon");
        addUser(8, "gone@example.org", "gone");
        execute("DELETE FROM users WHERE id = 8");

        migrate();

        assertThat(register()).isEqualTo(9);
    }

    @Test
    void migrate_onThePlansEmptyTables_isLikeOnAnEmptyDatabase() {
        migrate();

        assertThat(Contents.schema(database)).isEqualTo(freshSchema());
        assertThat(register()).isEqualTo(1);
    }

    @Test
    void migrate_again_changesNothing() {
        addUser(3, "moon@example.org", "moon");
        migrate();
        List<String> before = Contents.all(database);

        assertThat(migrate()).isZero();

        assertThat(Contents.all(database)).isEqualTo(before);
    }

    @Test
    void migrate_besideOtherTablesOfAlembic_leavesThemItsVersions() {
        execute("CREATE TABLE orders (id int)");

        migrate();

        assertThat(value("SELECT version_num FROM alembic_version")).isEqualTo("3f1c9a5e7b20");
    }

    @Test
    void migrate_afterACrashBeforeTheMigrations_goesOn() {
        addUser(3, "moon@example.org", "moon");
        addUser(8, "gone@example.org", "gone");
        execute("DELETE FROM users WHERE id = 8");
        begin();
        assertThat(value("SELECT to_regclass('users') IS NULL")).isEqualTo("t");
        begin();

        migrate();

        assertThat(find("moon@example.org")).map(u -> u.id().value()).contains(3L);
        assertThat(Contents.schema(database)).isEqualTo(freshSchema());
        assertThat(register()).isEqualTo(9);
    }

    @Test
    void migrate_afterACrashBehindTheMigrations_goesOn() {
        addUser(3, "moon@example.org", "moon");
        begin();
        String broken = "INSERT INTO " + PlanTakeover.STAGED + " (id) VALUES (9)";
        execute(broken);
        assertThatThrownBy(this::migrate).isInstanceOf(AuthUnavailableException.class);
        assertThat(value("SELECT count(*) FROM users")).isEqualTo("0");
        execute("DELETE FROM " + PlanTakeover.STAGED + " WHERE id = 9");

        assertThat(migrate()).isZero();

        assertThat(find("moon@example.org")).map(u -> u.id().value()).contains(3L);
        assertThat(Contents.schema(database)).isEqualTo(freshSchema());
    }

    @Test
    void migrate_bySeveralServersAtOnce_takesTheUsersOnce() {
        addUser(3, "moon@example.org", "moon");

        List<Race.Result<Integer>> results = Race.run(6, i -> this::migrate);

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(value("SELECT string_agg(CAST(id AS text), ',') FROM users")).isEqualTo("3");
    }

    @Test
    void migrate_afterATryThatOnlyBeganAHistory_takesOver() {
        addUser(3, "moon@example.org", "moon");
        Flyway.configure()
                .dataSource(source())
                .table(PostgresMigrations.HISTORY_TABLE)
                .baselineVersion("0")
                .load()
                .baseline();

        migrate();

        assertThat(find("moon@example.org")).map(u -> u.id().value()).contains(3L);
    }

    @Test
    void migrate_overTheServersPool_hasEnoughConnections() {
        addUser(7, "star@example.org", "star");

        try (HikariDataSource pool = PostgresDataSource.unboundedPool(database.settings())) {
            PostgresMigrations.migrate(pool, PostgresTables.DEFAULT, PlanTakeover::begin, PlanTakeover::finish);

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
        assertThat(find("star@example.org")).isPresent();
    }

    @Test
    void migrate_ofAnEmptyDatabase_isLikeWithoutTheOption() {
        database = TestPostgres.emptyDatabase();

        migrate();

        assertThat(Contents.schema(database)).isEqualTo(freshSchema());
    }

    @Test
    void migrate_ofTablesWithAPrefix_leavesThePlanAlone() {
        addUser(1, "moon@example.org", "moon");

        PostgresMigrations.migrate(source(), PostgresTables.DEFAULT.withPrefix("ml_"));

        assertThat(Contents.all(database)).anyMatch(line -> line.startsWith("users (1,moon@example.org"));
    }
}
