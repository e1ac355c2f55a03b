package io.moonlight.auth.postgres;

import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL of a test run, one per JVM; each test class takes a database of its own from it.
 *
 * <p>Which one: that of {@code AUTH_TEST_POSTGRES_URL} (with {@code AUTH_TEST_POSTGRES_USER} and {@code
 * AUTH_TEST_POSTGRES_PASSWORD}, who may create databases), or a container of the image that the system property {@code
 * auth.test.postgres.image} names, or else an embedded one. One that cannot be had is a failure.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final long RUN = ProcessHandle.current().pid();

    private TestPostgres() {}

    /** Where to connect, and as whom. */
    public record Access(String url, String user, String password) {

        /** The settings of a pool on it. */
        public PostgresSettings settings() {
            return PostgresSettings.of(url, user, password);
        }

        /** The same through another port of 127.0.0.1. */
        public Access throughPort(int port) {
            return new Access(url.replaceFirst("//[^/]*/", "//127.0.0.1:" + port + "/"), user, password);
        }

        /** The server's host and port. */
        public InetSocketAddress address() {
            URI uri = URI.create(url.substring("jdbc:".length()));
            return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 5432 : uri.getPort());
        }

        /** A plain connection, which the caller closes. */
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }

    /** A new database without tables. */
    public static Access emptyDatabase() {
        String name = newName();
        execute(Server.ACCESS, "CREATE DATABASE " + name);
        return accessTo(name);
    }

    /** A new database without tables, whose text is sorted and lowered by other rules than PostgreSQL's own. */
    static TestPostgres.Access emptyDatabase(String icuLocale) {
        String name = newName();
        execute(
                Server.ACCESS,
                "CREATE DATABASE " + name + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE '" + icuLocale + "'");
        return accessTo(name);
    }

    /** A new database with our tables: a copy of one that was migrated, which is quicker than migrating each. */
    public static Access migratedDatabase() {
        String name = newName();
        execute(Server.ACCESS, "CREATE DATABASE " + name + " TEMPLATE " + Migrated.NAME + " STRATEGY file_copy");
        return accessTo(name);
    }

    private static String newName() {
        return "test_" + RUN + "_" + DATABASES.incrementAndGet();
    }

    private static Access accessTo(String database) {
        Access server = Server.ACCESS;
        return new Access(
                server.url().replaceFirst("(//[^/]*/)[^?]*", "$1" + database), server.user(), server.password());
    }

    /** Runs SQL on a connection of its own. */
    public static void execute(Access database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("test set-up failed", e);
        }
    }

    /** Migrated at first use, and nobody connects to it ever after. */
    private static final class Migrated {

        private static final String NAME = make();

        private static String make() {
            String name = newName();
            execute(Server.ACCESS, "CREATE DATABASE " + name);
            PostgresMigrations.migrate(
                    PostgresDataSource.unbounded(accessTo(name).settings()));
            return name;
        }
    }

    /** Started at first use; the server ends with the JVM. */
    private static final class Server {

        private static final Access ACCESS = start();

        private static Access start() {
            Optional<String> url = environment("AUTH_TEST_POSTGRES_URL");
            if (url.isPresent()) {
                return new Access(
                        url.get(),
                        environment("AUTH_TEST_POSTGRES_USER").orElse("postgres"),
                        environment("AUTH_TEST_POSTGRES_PASSWORD").orElse(""));
            }
            Optional<String> image = Optional.ofNullable(System.getProperty("auth.test.postgres.image"));
            return image.map(Server::container).orElseGet(Server::embedded);
        }

        private static Access embedded() {
            EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
            return new Access(postgres.jdbcUrl(), postgres.user(), postgres.password());
        }

        @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends
        private static Access container(String image) {
            PostgreSQLContainer postgres = new PostgreSQLContainer(image);
            postgres.start();
            return new Access(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
        }

        private static Optional<String> environment(String name) {
            return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
        }
    }
}
