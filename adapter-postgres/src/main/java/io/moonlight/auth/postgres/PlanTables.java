package io.moonlight.auth.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The tables of the Python plan: what they look like, and what stands in our way that is not one of them. */
final class PlanTables {

    /** The names that our migrations give to tables. */
    static final List<String> OURS = Migration.ALL.stream()
            .flatMap(migration -> migration.tables().stream())
            .toList();

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

    /** @param handle whose search path is the one schema that is looked at */
    PlanTables(Handle handle) {
        this.handle = handle;
    }

    /** The names of ours that are taken. */
    List<String> taken() {
        return OURS.stream().filter(this::exists).toList();
    }

    boolean exists(String name) {
        return handle.select("SELECT to_regclass(?) IS NOT NULL", name)
                .mapTo(Boolean.class)
                .one();
    }

    /** Why what is there is not the plan's two tables and nothing else of ours; empty if it is. */
    List<String> differences(List<String> taken) {
        List<String> problems = new ArrayList<>();
        taken.stream()
                .filter(name -> !PLAN.containsKey(name))
                .forEach(name -> problems.add(name + ": of another program"));
        PLAN.forEach((table, wanted) -> {
            if (taken.contains(table)) {
                problems.addAll(differences(table, wanted));
            } else {
                problems.add(table + ": not there");
            }
        });
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
        return handle.select("""
                        SELECT EXISTS (
                            SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'
                            WHERE c.oid = to_regclass(?) AND c.relkind = 'r'
                                AND i.indisprimary AND i.indnatts = 1 AND i.indkey[0] = a.attnum)""", table).mapTo(Boolean.class).one();
    }

    /** What belongs to the plan's tables, but not to the plan, and would go with them. */
    List<String> triggers() {
        return handle.select("""
                        SELECT c.relname || ': has the trigger ' || t.tgname || ', drop it first'
                        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                        WHERE t.tgrelid IN (to_regclass('users'), to_regclass('verification_codes'))
                            AND NOT t.tgisinternal
                        ORDER BY 1""").mapTo(String.class).list();
    }

    /** Whether Alembic's table of versions tells of the plan's tables alone. */
    boolean alembicIsThePlansOwn() {
        return exists("alembic_version")
                && handle.select("""
                        SELECT NOT EXISTS (
                            SELECT FROM pg_class
                            WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                                AND relkind IN ('r', 'p')
                                AND relname NOT IN ('users', 'verification_codes', 'alembic_version', ?, ?))""", PlanTakeover.STAGED, PostgresMigrations.HISTORY_TABLE)
                        .mapTo(Boolean.class)
                        .one();
    }
}
