package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.postgres.internal.sql.OutboxSql;
import io.moonlight.auth.postgres.internal.sql.SqlNames;
import io.moonlight.auth.postgres.internal.sql.UserListSql;
import io.moonlight.auth.postgres.internal.sql.UserSql;
import io.moonlight.auth.testkit.Samples;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plans by which PostgreSQL lists and finds users: for given values, and generic ones for all values. */
class UserListPlansTest {

    private static final SqlNames NAMES = new SqlNames(PostgresTables.DEFAULT);
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-zA-Z]+)");

    private static TestPostgres.Access database;

    @BeforeAll
    static void fill() {
        database = TestPostgres.migratedDatabase();
        // VACUUM marks as visible to all only what is flushed, which an asynchronous commit is not yet
        TestPostgres.execute(database, """
                SET synchronous_commit = on;
                INSERT INTO users (email, username, password_hash, created_at, updated_at)
                SELECT md5(i::text) || '@example.org', 'U_' || left(md5((-i)::text), 14) || to_hex(i),
                    '$2a$12$' || repeat('x', 53), now(), now()
                FROM generate_series(1, 5000) i;
                INSERT INTO known_addresses (user_id, network, last_login_at)
                SELECT id, '192.0.2.' || i, now() FROM users, generate_series(1, 2) i""");
        TestPostgres.execute(database, "VACUUM ANALYZE users, known_addresses");
    }

    private static String sql(Class<?> type, String name) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return NAMES.in(method.getAnnotation(SqlQuery.class).value());
    }

    /** With these values, as PostgreSQL plans a statement at first. */
    private static String plan(String sql) {
        return explain("EXPLAIN ", PARAMETER.matcher(sql).replaceAll(m -> literal(m.group(1))));
    }

    private static String literal(String parameter) {
        return switch (parameter) {
            case "email" -> "'ab'";
            case "username" -> "'u_a'";
            case "network" -> "'192.0.2.1'";
            case "since" -> "now()";
            case "size" -> "20";
            case "offset" -> "2500";
            case "maxCounted" -> "100001";
            default -> throw new IllegalArgumentException(parameter);
        };
    }

    /** For any values, as it plans one that was run a few times. */
    private static String genericPlan(String sql) {
        List<String> names =
                PARAMETER.matcher(sql).results().map(m -> m.group(1)).distinct().toList();
        Matcher parameters = PARAMETER.matcher(sql);
        return explain(
                "EXPLAIN (GENERIC_PLAN) ",
                parameters.replaceAll(m -> Matcher.quoteReplacement("$" + (names.indexOf(m.group(1)) + 1))));
    }

    /** A connection on which the driver prepares nothing: it would want values for the parameters of a generic plan. */
    private static Connection simple() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(database.url(), properties);
    }

    private static String explain(String how, String sql) {
        try (Connection connection = simple();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(how + sql)) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"byEmail, users_email_key", "byUsername, users_username_key"})
    void prefixSearch_readsTheRangeOfTheIndexAloneAndThePageByNumber(String name, String index) {
        String sql = sql(UserListSql.class, name);

        for (String plan : List.of(plan(sql), genericPlan(sql))) {
            assertThat(plan)
                    .contains("Index Only Scan using " + index)
                    .contains("Index Cond")
                    .contains("Index Scan using users_pkey")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void searchByBoth_readsOneRangeAtLeast() {
        String sql = sql(UserListSql.class, "byBoth");

        for (String plan : List.of(plan(sql), genericPlan(sql))) {
            assertThat(plan)
                    .containsPattern("(?s)users_(email|username)_key.*Index Cond")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void pageOfAllUsers_skipsAndCountsInTheIndexAlone() {
        String sql = sql(UserListSql.class, "all");

        for (String plan : List.of(plan(sql), genericPlan(sql))) {
            assertThat(plan)
                    .containsPattern("(?s)Index Only Scan using users_.*Index Only Scan using users_")
                    .contains("Index Scan using users_pkey")
                    .doesNotContain("Seq Scan on users");
        }
    }

    /** A view in place of the table has as many users as are needed at no cost. */
    @ParameterizedTest
    @CsvSource({"100000, true", "100001, false", "100002, false"})
    void list_ofMoreUsersThanAreCounted_saysThatTheTotalIsNotExact(int users, boolean exact) {
        TestPostgres.execute(database, """
                CREATE SCHEMA many%1$d;
                CREATE VIEW many%1$d.users AS SELECT i AS id, ('u' || i || '@example.org') COLLATE "C" AS email,
                    ('U' || i) COLLATE "C" AS username, true AS is_active, true AS is_verified, now() AS created_at,
                    CAST('{}' AS text[]) AS roles
                FROM generate_series(CAST(1 AS bigint), %1$d) i""".formatted(users));
        UserRepository store = new JdbiAuthStore(
                        PostgresDataSource.unbounded(database.settings()),
                        Samples.random(),
                        PostgresTables.in("many" + users))
                .users();
        PageRequest thirtieth = new PageRequest(30, 1);

        for (UserFilter filter :
                List.of(UserFilter.ALL, new UserFilter("u", ""), new UserFilter("", "u"), new UserFilter("u", "u"))) {
            Page<User> page = store.list(filter, thirtieth);

            assertThat(page.total()).isEqualTo(100_000);
            assertThat(page.totalExact()).isEqualTo(exact);
            assertThat(page.items()).extracting(user -> user.id().value()).containsExactly(30L);
        }
    }

    @Test
    void findForLogin_findsUserAndNetworkByTheirKeys() {
        String sql = sql(UserSql.class, "findForLogin");

        for (String plan : List.of(plan(sql), genericPlan(sql))) {
            assertThat(plan)
                    .contains("users_email_key")
                    .contains("known_addresses_pkey")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void requestWithoutAccountCheck_doesNotLookAtTheUsers() {
        String sql = Arrays.stream(OutboxSql.class.getDeclaredMethods())
                .filter(m -> m.getName().equals("requestCodeWithoutAccountCheck"))
                .map(m -> m.getAnnotation(SqlUpdate.class).value())
                .findFirst()
                .orElseThrow();

        assertThat(NAMES.in(sql).toLowerCase(Locale.ROOT))
                .contains("mail_outbox")
                .doesNotContain("users");
    }
}
