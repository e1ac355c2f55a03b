package io.moonlight.auth.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.postgres.PostgresTables;
import io.moonlight.auth.postgres.internal.sql.SessionSql;
import io.moonlight.auth.postgres.internal.sql.SqlNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** PostgreSQL's own load generator, with the statement that a refresh runs: what the database alone could do. */
final class Pgbench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private Pgbench() {}

    /** Rotations a second, or why there are none. */
    static String rotations(EmbeddedPostgres postgres, int clients, Duration time)
            throws IOException, InterruptedException, SQLException {
        List<Path> found = Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                                .map(folder -> Path.of(folder, "pgbench")),
                        installed())
                .filter(Files::isExecutable)
                .toList();
        if (found.isEmpty()) {
            return "no pgbench on this machine";
        }
        sessions(postgres, clients);
        Path script = Files.createTempFile("rotate", ".sql");
        Files.writeString(script, "\\set g :g + 1\n" + rotation() + ";\n");
        ProcessBuilder builder = new ProcessBuilder(
                found.get(0).toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--define=g=-1",
                "--file=" + script,
                "--client=" + clients,
                "--jobs=1",
                "--time=" + time.toSeconds(),
                "--host=127.0.0.1",
                "--port=" + postgres.port(),
                "--username=" + postgres.user(),
                database(postgres));
        builder.environment().put("PGPASSWORD", postgres.password());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        Matcher tps = TPS.matcher(output);
        return tps.find()
                ? Math.round(Double.parseDouble(tps.group(1))) + "/s"
                : output.lines().limit(5).collect(Collectors.joining("; "));
    }

    private static Stream<Path> installed() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin/pgbench")).toList().stream();
        }
    }

    private static String database(EmbeddedPostgres postgres) {
        String url = postgres.jdbcUrl();
        return url.substring(url.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
    }

    /** A session for each client, whose id is the client's number. */
    private static void sessions(EmbeddedPostgres postgres, int clients) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM sessions WHERE user_agent = 'pgbench'");
            statement.execute("""
                    INSERT INTO sessions (id, user_id, epoch, auth_method, created_at, last_used_at, expires_at, user_agent)
                    SELECT CAST(lpad(CAST(n AS text), 32, '0') AS uuid), u.id, u.session_epoch, 'pwd', now(), now(),
                        now() + interval '7 days', 'pgbench'
                    FROM generate_series(0, %d) n JOIN users u ON u.email = 'user' || (n + 1) || '@example.org'""".formatted(clients - 1));
        }
    }

    private static String rotation() {
        String text = Arrays.stream(SessionSql.class.getMethods())
                .filter(method -> method.getName().equals("rotate"))
                .map(method -> method.getAnnotation(SqlQuery.class).value())
                .findAny()
                .orElseThrow();
        return new SqlNames(PostgresTables.DEFAULT)
                .in(text)
                .replaceAll(":id\\b", "CAST(lpad(CAST(CAST(:client_id AS bigint) AS text), 32, '0') AS uuid)")
                .replace(":presented", "CAST(:g AS bigint)")
                .replace(":now", "now()")
                .replace(":graceStart", "(now() - interval '10 seconds')")
                .replace(":idleEnd", "(now() + interval '7 days')")
                .replace(":totalMicros", "7776000000000");
    }
}
