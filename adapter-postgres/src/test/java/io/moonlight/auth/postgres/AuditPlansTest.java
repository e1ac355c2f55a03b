package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.postgres.internal.sql.AuditSql;
import io.moonlight.auth.postgres.internal.sql.SweepSql;
import java.lang.reflect.Method;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How PostgreSQL reads the audit trail and sweeps, once the tables have grown. */
class AuditPlansTest {

    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-04T05:06:07Z");
    private static final Map<String, String> FIRST = Map.of(
            "codes", "-infinity",
            "sessions", "00000000-0000-0000-0000-000000000000",
            "mails", "00000000-0000-0000-0000-000000000000",
            "knownAddresses", "0 ",
            "invitations", "0",
            "events", "0",
            "limits", " ");

    private static final Map<String, String> INDEXES = Map.of(
            "readOfUser", "auth_events_user_id_idx",
            "readOfUserAndType", "auth_events_user_id_idx",
            "readOfType", "auth_events_type_idx",
            "codes", "verification_codes_expires_at_idx");

    private static PostgresStore store;

    @BeforeAll
    static void fill() {
        store = PostgresStore.create();
        store.fill("""
                INSERT INTO auth_events (type, at, user_id, masked_email, detail, user_agent, request_id, times)
                SELECT CASE WHEN i % 10 = 0 THEN 'authn_login_fail' ELSE 'session_renewed' END,
                    timestamptz '2026-01-01 00:00Z' + i * interval '1 minute',
                    CASE WHEN i % 10 <> 0 THEN i % 2000 END, '', '', 'x', '', 1
                FROM generate_series(1, 20000) i""");
        store.fill("""
                INSERT INTO users (email, username, password_hash, created_at, updated_at)
                SELECT 'row' || i || '@example.org', 'Row_' || i, '$x$', now(), now()
                FROM generate_series(1, 20000) i""");
        store.fill("""
                INSERT INTO verification_codes (email, purpose, mail_id, expires_at, created_at)
                SELECT email, 'register', gen_random_uuid(), now() + id * interval '1 second', now() FROM users""");
        store.fill("""
                INSERT INTO sessions (id, user_id, epoch, auth_method, created_at, last_used_at, expires_at, user_agent)
                SELECT gen_random_uuid(), id, 0, 'pwd', now(), now(), now() + interval '1 day', 'x' FROM users""");
        store.fill("""
                INSERT INTO mail_outbox (id, kind, email, language, requested_at, deadline, ready_at)
                SELECT gen_random_uuid(), 'register_code', email, 'en', now(), now(), now() FROM users""");
        store.fill("""
                INSERT INTO known_addresses (user_id, network, last_login_at) SELECT id, '192.0.2.1', now()
                FROM users""");
        store.fill("""
                INSERT INTO rate_limits (name, subject, taken, ends_at) SELECT 'login-email', email, 1, now()
                FROM users""");
        store.fill("""
                INSERT INTO invitations (email, roles, created_at, expires_at) SELECT email, '{}', now(), now()
                FROM users""");
        store.fill("ANALYZE");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    static Stream<Method> statements() {
        return Stream.of(AuditSql.class, SweepSql.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic() && method.isAnnotationPresent(SqlQuery.class));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void plan_onTwentyThousandRows_readsByItsIndex(Method statement) {
        String plan = plan(statement, 0);

        assertThat(plan).doesNotContain("Seq Scan on").contains(INDEXES.getOrDefault(statement.getName(), "_pkey"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "readOfType"})
    void plan_ofALongList_readsItInItsOrder(String name) {
        Method statement = statements()
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(plan(statement, 200)).contains("Backward").doesNotContain("Sort");
    }

    private static String plan(Method statement, long offset) {
        try (Handle handle = store.handle()) {
            return String.join(
                    "\n",
                    handle.createQuery("EXPLAIN "
                                    + statement.getAnnotation(SqlQuery.class).value())
                            .bind("userId", 777L)
                            .bind("type", "authn_login_fail")
                            .bind("size", 20)
                            .bind("offset", offset)
                            .bind("table", 1)
                            .bind("after", FIRST.getOrDefault(statement.getName(), ""))
                            .bind("before", TIME)
                            .bind("limit", 100)
                            .mapTo(String.class)
                            .list());
        }
    }
}
