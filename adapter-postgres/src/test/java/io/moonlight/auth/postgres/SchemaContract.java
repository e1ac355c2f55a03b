package io.moonlight.auth.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a version's server asks of the tables: its statements, and a day on which all of them are used. Kept in two files
 * for each version, which are written with {@code -Dcontract.record=true} and never again once the version is released.
 *
 * @param version whose server
 */
record SchemaContract(String version) {

    static final Path FOLDER = Path.of("src", "test", "resources", "io", "moonlight", "auth", "postgres", "contract");
    static final Path MIGRATIONS =
            Path.of("src", "main", "resources", "io", "moonlight", "auth", "postgres", "migration");

    private static final Pattern CURRENT = Pattern.compile(
            "<artifactId>moonlight-auth-parent</artifactId>\\s*<version>([0-9.]+)(-SNAPSHOT)?</version>");
    private static final Pattern FROM = Pattern.compile("-- migration (\\d+)\n");
    private static final Pattern NAME = Pattern.compile("(?:PREPARE|EXECUTE) (\\w+)");
    private static final Pattern CALL = Pattern.compile("(?m)^EXECUTE .*;$");
    private static final String END = ";\n";

    /** That of the version which is being built. */
    static SchemaContract current() {
        Matcher version = CURRENT.matcher(read(Path.of("pom.xml")));
        if (!version.find()) {
            throw new AssertionError("the version is not where it was");
        }
        return new SchemaContract(version.group(1));
    }

    /** Of every version so far. */
    static List<SchemaContract> all() {
        return names(FOLDER)
                .filter(name -> name.endsWith("-statements.sql"))
                .map(name -> new SchemaContract(name.replace("-statements.sql", "")))
                .toList();
    }

    static int newestMigration() {
        return names(MIGRATIONS)
                .mapToInt(name -> Integer.parseInt(name.replaceAll("^V(\\d+)__.*", "$1")))
                .max()
                .orElseThrow();
    }

    /** What must never change again, and its hash: all migrations as they run without a prefix, and the contracts of other versions than this one. */
    static String frozen() {
        TreeMap<String, String> hashes = new TreeMap<>();
        names(MIGRATIONS)
                .forEach(name ->
                        hashes.put(name, sha256(read(MIGRATIONS.resolve(name)).replace("${prefix}", ""))));
        names(FOLDER)
                .filter(name -> name.endsWith(".sql"))
                .filter(name -> !name.startsWith(current().version() + "-"))
                .forEach(name -> hashes.put(name, sha256(read(FOLDER.resolve(name)))));
        StringBuilder lines = new StringBuilder();
        hashes.forEach(
                (name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
        return lines.toString();
    }

    Path statementsFile() {
        return FOLDER.resolve(version + "-statements.sql");
    }

    Path dayFile() {
        return FOLDER.resolve(version + "-day.sql");
    }

    String statements() {
        return read(statementsFile());
    }

    String day() {
        return read(dayFile());
    }

    /** The newest migration that its server knew. */
    int from() {
        Matcher from = FROM.matcher(statements());
        if (!from.find()) {
            throw new AssertionError(version + " does not say from which migration on it is");
        }
        return Integer.parseInt(from.group(1));
    }

    static List<String> namesIn(String sql) {
        return NAME.matcher(sql)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    /** Prepares each statement and lives through the day. Returns the day as it went, in the form of its file. */
    String run(Connection connection) throws SQLException {
        return run(connection, statements());
    }

    /** The same with other statements under the same names. */
    String run(Connection connection, String statements) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET TIME ZONE 'UTC'");
            for (String prepare : statements.split(END, -1)) {
                sql.execute(prepare);
            }
            StringBuilder day = new StringBuilder(day().lines().findFirst().orElse("")).append('\n');
            for (String call :
                    CALL.matcher(day()).results().map(found -> found.group()).toList()) {
                day.append(call).append("\n-- ").append(answer(sql, call)).append('\n');
            }
            return day.toString();
        }
    }

    private static String answer(Statement sql, String call) {
        try {
            if (!sql.execute(call)) {
                return sql.getUpdateCount() + " changed";
            }
            try (ResultSet row = sql.getResultSet()) {
                return row.next() ? columns(row) : "no row";
            }
        } catch (SQLException e) {
            return "FAILS: " + e.getMessage();
        }
    }

    private static String columns(ResultSet row) throws SQLException {
        StringJoiner columns = new StringJoiner(", ");
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(row.getMetaData().getColumnLabel(i) + "=" + row.getString(i));
        }
        return columns.toString();
    }

    private static Stream<String> names(Path folder) {
        return Arrays.stream(folder.toFile().list()).sorted();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String sql) {
        try {
            byte[] text = sql.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
