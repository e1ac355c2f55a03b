package io.moonlight.auth.bootstrap.plan;

import io.moonlight.auth.postgres.PostgresMigrations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The tables of the Python plan: how they are recognized, and which columns they have. */
final class PlanTables {

    private static final Set<String> NUMBER = Set.of("integer", "bigint");
    private static final Set<String> TEXT = Set.of("character varying", "text");
    private static final Set<String> FLAG = Set.of("boolean");
    private static final Set<String> TIME = Set.of("timestamp with time zone", "timestamp without time zone");

    private static final Map<String, Map<String, Set<String>>> PLAN = Map.of(
            "users",
            Map.of(
                    "id", NUMBER,
                    "email", TEXT,
                    "username", TEXT,
                    "password_hash", TEXT,
                    "is_active", FLAG,
                    "is_verified", FLAG,
                    "created_at", TIME,
                    "updated_at", TIME),
            "verification_codes",
            Map.of(
                    "id", NUMBER,
                    "email", TEXT,
                    "code", TEXT,
                    "type", TEXT,
                    "expires_at", TIME,
                    "used", FLAG,
                    "created_at", TIME));

    private final Handle handle;

    /** @param handle whose search path is the schema of the tables */
    PlanTables(Handle handle) {
        this.handle = handle;
    }

    /** Returns whether the plan's tables are there, or their users are staged: only the plan's codes are in a column {@code code}. */
    boolean isTakeoverDue() {
        return isTrue("""
                SELECT to_regclass('moonlight_auth_plan_users') IS NOT NULL OR EXISTS (
                    SELECT FROM pg_attribute
                    WHERE attrelid = to_regclass('verification_codes') AND attname = 'code' AND NOT attisdropped)""");
    }

    /** Returns whether there is a table that may be the plan's: it has the name of one, and the migrations did not create it. */
    boolean areThere() {
        return PLAN.keySet().stream().anyMatch(this::exists) && !isMigrated();
    }

    /** A history without the first migration was left behind by a failed one. */
    private boolean isMigrated() {
        return exists(PostgresMigrations.HISTORY_TABLE)
                && isTrue("SELECT EXISTS (SELECT FROM " + PostgresMigrations.HISTORY_TABLE
                        + " WHERE version = '1' AND success)");
    }

    boolean exists(String name) {
        return isTrue("SELECT to_regclass(?) IS NOT NULL", name);
    }

    private boolean isTrue(String query, Object... arguments) {
        return handle.select(query, arguments).mapTo(Boolean.class).one();
    }

    /** Returns in what the tables differ from the plan's; empty if in nothing. */
    List<String> differences() {
        List<String> problems = new ArrayList<>();
        PLAN.forEach((table, wanted) ->
                problems.addAll(exists(table) ? differences(table, wanted) : List.of(table + ": not there")));
        return problems.stream().sorted().toList();
    }

    private List<String> differences(String table, Map<String, Set<String>> wanted) {
        Map<String, String> columns = columns(table);
        Stream<String> missing = wanted.keySet().stream()
                .filter(column -> !columns.containsKey(column))
                .map(column -> table + ": has no column " + column);
        Stream<String> more = columns.keySet().stream()
                .filter(column -> !wanted.containsKey(column))
                .map(column -> table + ": has a column " + column);
        Stream<String> other = columns.entrySet().stream()
                .filter(column -> !wanted.getOrDefault(column.getKey(), Set.of(column.getValue()))
                        .contains(column.getValue()))
                .map(column -> table + ": column " + column.getKey() + " is of type " + column.getValue());
        Stream<String> key = hasNumberAsKey(table) ? Stream.of() : Stream.of(table + ": id is not its primary key");
        return Stream.of(missing, more, other, key).flatMap(problem -> problem).toList();
    }

    private Map<String, String> columns(String table) {
        Map<String, String> columns = new TreeMap<>();
        handle.select("""
                        SELECT attname, format_type(atttypid, NULL) AS type FROM pg_attribute
                        WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped""", table)
                .map((row, context) -> Map.entry(row.getString("attname"), row.getString("type")))
                .forEach(column -> columns.put(column.getKey(), column.getValue()));
        return columns;
    }

    private boolean hasNumberAsKey(String table) {
        return isTrue("""
                SELECT EXISTS (
                    SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'
                    WHERE c.oid = to_regclass(?) AND c.relkind = 'r'
                        AND i.indisprimary AND i.indnatts = 1 AND i.indkey[0] = a.attnum)""", table);
    }

    /** Returns the triggers on the tables, which are not the plan's and would be dropped with them. */
    List<String> triggers() {
        return handle.select("""
                        SELECT c.relname || ': has the trigger ' || t.tgname || ', drop it first'
                        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                        WHERE t.tgrelid IN (to_regclass('users'), to_regclass('verification_codes'))
                            AND NOT t.tgisinternal
                        ORDER BY 1""").mapTo(String.class).list();
    }

    /** Returns whether Alembic's table of versions is there and describes no other tables than the plan's. */
    boolean alembicDescribesOnlyThem() {
        return exists("alembic_version") && isTrue("""
                SELECT NOT EXISTS (
                    SELECT FROM pg_class
                    WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                        AND relkind IN ('r', 'p')
                        AND relname NOT IN ('users', 'verification_codes', 'alembic_version', ?, ?))""", PlanTakeover.STAGED, PostgresMigrations.HISTORY_TABLE);
    }
}
