package io.moonlight.auth.postgres;

import io.moonlight.auth.postgres.internal.sql.SqlNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Every statement that a server of the head sends, read off the interfaces that hold them. */
final class ServerStatements {

    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([A-Za-z]\\w*)");
    private static final Pattern SQL =
            Pattern.compile("(?i)\\b(SELECT|INSERT INTO|UPDATE [<\\w]+|DELETE FROM|CREATE TABLE) ");

    private static final Map<Type, String> TYPES = Map.of(
            long.class, "bigint",
            int.class, "integer",
            boolean.class, "boolean",
            String.class, "varchar",
            UUID.class, "uuid",
            OffsetDateTime.class, "timestamptz",
            String[].class, "varchar[]",
            int[].class, "integer[]",
            long[].class, "bigint[]");

    /** What stands in the maps that are bound as a whole. */
    private static final Map<String, String> IN_MAPS = Map.ofEntries(
            Map.entry("mailId", "uuid"),
            Map.entry("kind", "varchar"),
            Map.entry("to", "varchar"),
            Map.entry("language", "varchar"),
            Map.entry("requestedAt", "timestamptz"),
            Map.entry("deadline", "timestamptz"),
            Map.entry("id", "uuid"),
            Map.entry("userId", "bigint"),
            Map.entry("createdAt", "timestamptz"),
            Map.entry("expiresAt", "timestamptz"),
            Map.entry("ip", "varchar"),
            Map.entry("network", "varchar"),
            Map.entry("user", "bigint"),
            Map.entry("session", "uuid"),
            Map.entry("verified", "varchar"),
            Map.entry("method", "varchar"),
            Map.entry("userAgent", "varchar"));

    /** They hold SQL that no server sends while it serves, that names no table of ours, or that begins listed statements. */
    private static final Set<String> NO_STATEMENTS = Set.of(
            "FlywayConnections",
            "Fragments",
            "JdbiDatabase",
            "PostgresConnections",
            "PostgresMigrations",
            "SchemaWork",
            "SchemaConflicts");

    private ServerStatements() {}

    /** As PREPAREs, each named for its method, in the order of their names, on these tables. */
    static String asScript(PostgresTables tables) {
        SqlNames names = new SqlNames(tables);
        return interfaces().stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .sorted(Comparator.comparing(ServerStatements::name))
                .map(method -> prepare(method, names.in(sql(method))))
                .collect(Collectors.joining("\n"));
    }

    /** Other classes with SQL, found by the texts in all class files: SQL that is not in the script. */
    static Set<String> otherHolders() {
        Set<String> holders = new TreeSet<>();
        for (Path file : classFiles()) {
            if (SQL.matcher(read(file)).find()) {
                holders.add(simpleName(file));
            }
        }
        holders.removeAll(interfaces().stream().map(Class::getSimpleName).toList());
        holders.removeAll(NO_STATEMENTS);
        return holders;
    }

    private static List<Class<?>> interfaces() {
        return classFiles().stream()
                .map(ServerStatements::simpleName)
                .filter(name -> name.endsWith("Sql"))
                .<Class<?>>map(ServerStatements::load)
                .filter(Class::isInterface)
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName("io.moonlight.auth.postgres.internal.sql." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "_" + method.getName();
    }

    private static String prepare(Method method, String sql) {
        Set<String> names = new LinkedHashSet<>();
        PARAMETER.matcher(sql).results().forEach(found -> names.add(found.group(1)));
        List<String> order = List.copyOf(names);
        String numbered = PARAMETER.matcher(sql).replaceAll(found -> "\\$" + (order.indexOf(found.group(1)) + 1));
        Map<String, String> types = types(method);
        String signature = order.stream()
                .map(name -> Optional.ofNullable(types.get(name))
                        .orElseThrow(() -> new AssertionError(name(method) + ": of what type is " + name + "?")))
                .collect(Collectors.joining(", ", "(", ")"));
        return "-- " + String.join(", ", order) + "\nPREPARE " + name(method) + (order.isEmpty() ? "" : signature)
                + " AS\n" + numbered + ";\n";
    }

    private static String sql(Method method) {
        return Stream.concat(
                        Optional.ofNullable(method.getAnnotation(SqlQuery.class)).map(SqlQuery::value).stream(),
                        Optional.ofNullable(method.getAnnotation(SqlUpdate.class)).map(SqlUpdate::value).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name(method) + " has no statement that is known here"));
    }

    private static Map<String, String> types(Method method) {
        Map<String, String> types = new HashMap<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(BindMap.class)) {
                IN_MAPS.forEach(types::putIfAbsent);
                if (method.getDeclaringClass().getSimpleName().equals("AuditSql")) {
                    PARAMETER.matcher(sql(method)).results().forEach(found -> types.put(found.group(1), "text[]"));
                }
            } else {
                types.put(parameter.getName(), type(parameter.getParameterizedType()));
            }
        }
        return types;
    }

    private static String type(Type type) {
        Type inner = type instanceof ParameterizedType optional ? optional.getActualTypeArguments()[0] : type;
        return Optional.ofNullable(TYPES.get(inner)).orElseThrow(() -> new AssertionError("what is a " + inner + "?"));
    }

    private static List<Path> classFiles() {
        try (Stream<Path> files = Files.walk(Path.of(PostgresMigrations.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replaceAll("(\\$.*)?\\.class$", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
