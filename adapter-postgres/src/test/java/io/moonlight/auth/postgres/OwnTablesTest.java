package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.postgres.internal.migration.Migration;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Schemas and prefixes of one's own, beside what others keep in the same database. */
class OwnTablesTest {

    private static final PostgresTables OWN = PostgresTables.in("Tenant").withPrefix("ml_");
    private static final String LONGEST = "abcdefghijklmnopqrs_";

    private final TestPostgres.Access database = TestPostgres.emptyDatabase();
    private final DataSource source = PostgresDataSource.unbounded(database.settings());
    private final Jdbi jdbi = Jdbi.create(source);

    private void execute(String sql) {
        TestPostgres.execute(database, sql);
    }

    private List<String> texts(String query) {
        return jdbi.withHandle(
                handle -> handle.select(query).mapTo(String.class).list());
    }

    private PostgresStore store(PostgresTables tables) {
        return PostgresStore.on(database.settings().withPoolSize(2), tables);
    }

    @Test
    void migrate_withTheLongestPrefix_makesTheSameUnderOtherNames() {
        PostgresMigrations.migrate(source, PostgresTables.DEFAULT.withPrefix(LONGEST));

        List<String> plain = named(TestPostgres.migratedDatabase());
        List<String> prefixed = named(database);

        assertThat(prefixed).allMatch(line -> line.contains(LONGEST));
        assertThat(prefixed.stream().map(line -> line.replace(LONGEST, ""))).containsExactlyInAnyOrderElementsOf(plain);
    }

    /** Without the constraints of Flyway's table, whose names PostgreSQL makes, and shortens, by itself. */
    private static List<String> named(TestPostgres.Access database) {
        return Contents.schema(database).stream()
                .filter(line -> !line.matches("\\w*" + PostgresMigrations.HISTORY_TABLE + " \\w+_not_null .*"))
                .toList();
    }

    @Test
    void migrations_makeWhatTheySayTheyMake() {
        PostgresMigrations.migrate(source);

        assertThat(Migration.allNames()).containsExactlyInAnyOrderElementsOf(texts("""
                SELECT relname FROM pg_class
                WHERE relnamespace = CAST('public' AS regnamespace) AND relkind = 'r'
                    AND relname <> 'moonlight_auth_schema_history'
                UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = CAST('public' AS regnamespace)"""));
        assertThat(Migration.ALL.stream().map(Migration::file))
                .containsExactlyInAnyOrder(SchemaContract.MIGRATIONS.toFile().list());
    }

    @Test
    void migrate_besideOthersTablesAndTheirFlyway_leavesThemAlone() {
        execute("CREATE SCHEMA \"Tenant\"; CREATE TABLE \"Tenant\".users (name text);"
                + " CREATE TABLE public.users (name text)");
        Flyway others = Flyway.configure()
                .dataSource(source)
                .defaultSchema("Tenant")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .resourceProvider(Migration.provider(PostgresTables.DEFAULT.withPrefix("others_")))
                .load();
        int theirs = others.migrate().migrationsExecuted;
        List<String> history = texts("SELECT CAST(h AS text) FROM \"Tenant\".flyway_schema_history h");

        assertThat(PostgresMigrations.migrate(source, OWN)).isEqualTo(theirs);
        assertThat(PostgresMigrations.migrate(source, OWN)).isZero();

        assertThat(texts("SELECT CAST(h AS text) FROM \"Tenant\".flyway_schema_history h"))
                .isEqualTo(history);
        assertThat(others.validateWithResult().validationSuccessful).isTrue();
        assertThat(others.migrate().migrationsExecuted).isZero();
        assertThat(texts("SELECT column_name FROM information_schema.columns WHERE table_name = 'users'"))
                .containsExactly("name", "name");
    }

    @Test
    void migrate_ofSeveralInstallationsBySeveralServersAtOnce_runsEachMigrationOnceInEach() {
        List<PostgresTables> all =
                List.of(PostgresTables.DEFAULT, PostgresTables.DEFAULT.withPrefix("a_"), PostgresTables.in("b"), OWN);
        Stream.of(PostgresTables.in("b"), OWN).forEach(tables -> PostgresMigrations.createSchema(source, tables));

        List<Race.Result<Integer>> results =
                Race.run(16, i -> () -> PostgresMigrations.migrate(source, all.get(i % all.size())));

        assertThat(results).allMatch(Race.Result::succeeded);
        for (int installation = 0; installation < all.size(); installation++) {
            int sum = 0;
            for (int i = installation; i < results.size(); i += all.size()) {
                sum += results.get(i).value();
            }
            assertThat(sum).isEqualTo(Migration.ALL.size());
        }
        for (PostgresTables tables : all) {
            try (PostgresStore store = store(tables)) {
                assertThat(store.isEmpty()).isTrue();
                new Scenario(store, MutableClock.start()).registered();
                assertThat(store.isEmpty()).isFalse();
            }
        }
    }

    @Test
    void createSchema_bySeveralAtOnce_makesItOnce() {
        List<Race.Result<Boolean>> results = Race.run(16, i -> () -> PostgresMigrations.createSchema(source, OWN));

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results.stream().filter(Race.Result::value)).hasSize(1);
    }

    @Test
    void createSchema_ofTablesWithoutOne_isABug() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresMigrations.createSchema(source, PostgresTables.DEFAULT));
    }

    @Test
    void createSchema_whichIsThere_needsNoRightToMakeIt() throws SQLException {
        execute("CREATE SCHEMA \"Tenant\"; DROP ROLE IF EXISTS moon_tenant; CREATE ROLE moon_tenant;"
                + " GRANT ALL ON SCHEMA \"Tenant\" TO moon_tenant; GRANT moon_tenant TO CURRENT_USER");
        DataSource humble = TestSources.of(() -> {
            Connection connection = database.connect();
            connection.createStatement().execute("SET ROLE moon_tenant");
            return connection;
        });

        assertThat(PostgresMigrations.createSchema(humble, OWN)).isFalse();
        assertThat(PostgresMigrations.migrate(humble, OWN)).isEqualTo(Migration.ALL.size());
        execute("DROP OWNED BY moon_tenant; DROP ROLE moon_tenant");
    }

    @Test
    void migrate_whereThereIsNoSuchSchema_isRefused() {
        assertThatThrownBy(() -> PostgresMigrations.migrate(source, OWN))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("no schema Tenant");

        assertThat(texts("SELECT nspname FROM pg_namespace")).doesNotContain("Tenant");
    }

    @Test
    void migrate_whereNamesAreTaken_isRefusedWithAllOfThem() {
        execute("CREATE SCHEMA \"Tenant\"; CREATE TABLE \"Tenant\".ml_users (x int);"
                + " CREATE VIEW \"Tenant\".ml_sessions AS SELECT 1 AS x;"
                + " CREATE FUNCTION \"Tenant\".ml_forget_address_of_user() RETURNS int LANGUAGE sql AS 'SELECT 1'");

        assertThatThrownBy(() -> PostgresMigrations.migrate(source, OWN))
                .isInstanceOfSatisfying(
                        SchemaRefusedException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "ml_users: of another program",
                                        "ml_sessions: of another program",
                                        "ml_forget_address_of_user: a function of another program"));

        assertThat(texts("SELECT relname FROM pg_class WHERE relnamespace = CAST('\"Tenant\"' AS regnamespace)"))
                .containsExactlyInAnyOrder("ml_users", "ml_sessions");
    }

    @Test
    void migrate_whereOneNameIsTaken_isRefusedBeforeAnythingRuns() {
        execute("CREATE TABLE auth_events (x int)");
        List<String> before = Contents.all(database);

        assertThatThrownBy(() -> PostgresMigrations.migrate(source))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("auth_events: of another program");

        assertThat(Contents.all(database)).isEqualTo(before);
    }

    /** Each statement of a day, with the very answers that the tables of the default give. */
    @Test
    void day_onTablesOfOnesOwn_goesAsItAlwaysDid() throws SQLException {
        PostgresMigrations.createSchema(source, OWN);
        PostgresMigrations.migrate(source, OWN);

        try (Connection connection = database.connect()) {
            connection.createStatement().execute("SET search_path = ''");
            assertThat(SchemaContract.current().run(connection, ServerStatements.asScript(OWN)))
                    .isEqualTo(SchemaContract.current().day());
        }
    }

    @Test
    void installations_onOneDataSource_seeEachTheirOwnUsers() {
        PostgresMigrations.migrate(source);
        PostgresMigrations.migrate(source, PostgresTables.DEFAULT.withPrefix("ml_"));
        User moon;
        try (PostgresStore store = store(PostgresTables.DEFAULT)) {
            moon = new Scenario(store, MutableClock.start()).registered();
        }

        List<Boolean> found = Stream.of(PostgresTables.DEFAULT, PostgresTables.DEFAULT.withPrefix("ml_"))
                .map(tables -> new JdbiAuthStore(source, Samples.random(), tables).users())
                .flatMap(users -> Stream.of(users.exists(moon.email()), users.exists(moon.email())))
                .toList();

        assertThat(found).isEqualTo(Arrays.asList(true, true, false, false));
    }
}
