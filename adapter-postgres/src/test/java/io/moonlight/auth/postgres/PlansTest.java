package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.postgres.internal.sql.AccountSql;
import io.moonlight.auth.postgres.internal.sql.CodeSql;
import io.moonlight.auth.postgres.internal.sql.InvitationSql;
import io.moonlight.auth.postgres.internal.sql.LimitSql;
import io.moonlight.auth.postgres.internal.sql.MovingSql;
import io.moonlight.auth.postgres.internal.sql.OutboxSql;
import io.moonlight.auth.postgres.internal.sql.SessionSql;
import io.moonlight.auth.postgres.internal.sql.UserSql;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Scenario;
import java.lang.reflect.Method;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How PostgreSQL runs the statements once the tables have grown. */
class PlansTest {

    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-04T05:06:07Z");
    private static final String EMAIL = "row777@example.org";
    private static final Map<String, Object> PARAMETERS = Map.ofEntries(
            Map.entry("email", EMAIL),
            Map.entry("to", EMAIL),
            Map.entry("purpose", "register"),
            Map.entry("kind", "register_code"),
            Map.entry("language", "en"),
            Map.entry("username", "Row_x"),
            Map.entry("usernameKey", "row_x"),
            Map.entry("passwordHash", "$x$"),
            Map.entry("verified", "$x$"),
            Map.entry("expected", "$x$"),
            Map.entry("user", 777L),
            Map.entry("session", UUID.fromString("00000000-0000-4000-8000-000000000000")),
            Map.entry("replacement", "$x$"),
            Map.entry("code", "0".repeat(64)),
            Map.entry("maxTries", 5),
            Map.entry("ofUser", false),
            Map.entry("userId", 777L),
            Map.entry("presented", 0L),
            Map.entry("totalMicros", 1_000_000L),
            Map.entry("attempt", 1),
            Map.entry("ip", "192.0.2.1"),
            Map.entry("network", "192.0.2.1"),
            Map.entry("active", false),
            Map.entry("limit", 1_000),
            Map.entry("names", new String[] {"login-email", "login-ip"}),
            Map.entry("subjects", new String[] {EMAIL, EMAIL}),
            Map.entry("roles", new String[] {"editor"}),
            Map.entry("emails", new String[] {EMAIL}),
            Map.entry("usernames", new String[] {null}),
            Map.entry("passwordHashes", new String[] {"!"}),
            Map.entry("actives", new String[] {"true"}),
            Map.entry("verifieds", new String[] {"true"}),
            Map.entry("createdAts", new String[] {null}),
            Map.entry("after", 777L),
            Map.entry("capacities", new int[] {5, 5}),
            Map.entry("windows", new long[] {1_000, 1_000}),
            Map.entry("invitedOnly", true),
            Map.entry("method", "pwd"),
            Map.entry("userAgent", "x"),
            Map.entry("mailId", UUID.fromString("00000000-0000-4000-8000-000000000000")));
    private static final List<String> TIMES = List.of(
            "now",
            "createdAt",
            "expiresAt",
            "requestedAt",
            "deadline",
            "leaseEnd",
            "when",
            "graceStart",
            "idleEnd",
            "since");

    private static PostgresStore store;

    @BeforeAll
    static void fill() {
        store = PostgresStore.create();
        store.fill("""
                INSERT INTO users (email, username, password_hash, created_at, updated_at)
                SELECT 'row' || i || '@example.org', 'Row_' || i, '$x$', now(), now()
                FROM generate_series(1, 5000) i""");
        store.fill("""
                INSERT INTO verification_codes (email, purpose, mail_id, expires_at, created_at)
                SELECT email, p, gen_random_uuid(), now(), now()
                FROM users, unnest(ARRAY['register', 'reset_password']) p""");
        store.fill("""
                INSERT INTO sessions (id, user_id, epoch, auth_method, created_at, last_used_at, expires_at, user_agent)
                SELECT gen_random_uuid(), id, 0, 'pwd', now(), now(), now() + interval '1 day', 'x'
                FROM users, generate_series(1, 3)""");
        store.fill("""
                INSERT INTO known_addresses (user_id, network, last_login_at)
                SELECT id, '192.0.2.' || i, now() FROM users, generate_series(1, 3) i""");
        store.fill("""
                INSERT INTO mail_outbox (id, kind, email, language, requested_at, deadline, ready_at)
                SELECT gen_random_uuid(), k, email, 'en', now(), now(), now() + id * interval '1 second'
                FROM users, unnest(ARRAY['register_code', 'password_changed']) k""");
        store.fill("""
                INSERT INTO rate_limits (name, subject, taken, ends_at)
                SELECT n, email, 1, now() FROM users, unnest(ARRAY['login-email', 'login-ip']) n""");
        store.fill("""
                INSERT INTO invitations (email, roles, created_at, expires_at)
                SELECT email, '{}', now(), now() FROM users""");
        store.fill("ANALYZE");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    /**
     * All but the one that reads nothing, that of the whole outbox, which runs every ten seconds for the metrics, and the
     * administrators' list of invitations, which are few.
     */
    static Stream<Method> statements() {
        return Stream.of(
                        UserSql.class,
                        AccountSql.class,
                        CodeSql.class,
                        SessionSql.class,
                        OutboxSql.class,
                        InvitationSql.class,
                        LimitSql.class,
                        MovingSql.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getDeclaringClass() != InvitationSql.class
                        || !method.getName().equals("list"))
                .filter(method ->
                        !method.isSynthetic() && !Set.of("backlog", "writable").contains(method.getName()));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void plan_onThousandsOfRows_scansNoTable(Method statement) {
        SqlQuery query = statement.getAnnotation(SqlQuery.class);
        String sql = query != null
                ? query.value()
                : statement.getAnnotation(SqlUpdate.class).value();
        boolean ofNumber =
                Set.of(UserSql.class, AccountSql.class, InvitationSql.class).contains(statement.getDeclaringClass());

        try (Handle handle = store.handle()) {
            var explain = handle.createQuery("EXPLAIN " + sql).bindMap(PARAMETERS);
            TIMES.forEach(name -> explain.bind(name, TIME));
            if (ofNumber) {
                explain.bind("id", 777L);
            } else {
                explain.bind("id", (UUID) PARAMETERS.get("mailId"));
            }
            String plan = String.join("\n", explain.mapTo(String.class).list());
            assertThat(plan).doesNotContain("Seq Scan");
        }
    }

    interface Statistics {
        @SqlQuery("""
                SELECT pg_stat_get_xact_tuples_hot_updated('sessions'::regclass)""")
        long hotUpdates();
    }

    @Test
    void rotate_manyTimes_touchesNoIndex() {
        MutableClock clock = MutableClock.start();
        Scenario scenario = new Scenario(store, clock);
        Session session = scenario.opened(scenario.registered());

        long hot = store.inTransaction(() -> {
            for (int generation = 0; generation < 10; generation++) {
                store.sessions().rotate(session.id(), generation, clock.instant(), SessionPolicy.DEFAULT);
            }
            return store.database().attach(Statistics.class).hotUpdates();
        });

        assertThat(hot).isEqualTo(10);
    }
}
