package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresSettingsTest {

    private static String setting(DataSource source, String name) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void new_withSeveralThingsWrong_namesThemAll() {
        assertThatThrownBy(() -> new PostgresSettings(
                        "postgresql://x",
                        "",
                        "secret",
                        0,
                        Duration.ZERO,
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ZERO,
                        Duration.ZERO,
                        "app"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "url",
                        "user",
                        "poolSize",
                        "poolWait",
                        "connectTimeout",
                        "socketTimeout > statementTimeout",
                        "lockTimeout",
                        "idleInTransactionTimeout")
                .hasMessageNotContaining("secret");
    }

    @Test
    void toString_showsNoSecret() {
        String url = "jdbc:postgresql://db.example.org/moonlight?password=hidden2";

        assertThat(PostgresSettings.of(url, "joe", "hidden3").toString())
                .contains("db.example.org/moonlight")
                .doesNotContain("hidden");
    }

    @Test
    void new_withAUserInTheUrl_isRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> PostgresSettings.of("jdbc:postgresql://joe:hidden@db/moonlight", "joe", "hidden"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without user and password")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void new_withAParameterThatTheDriverDoesNotKnow_namesIt() {
        assertThatThrownBy(() -> PostgresSettings.of("jdbc:postgresql://db/d?ssl_mode=require&target=x", "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("ssl_mode", "target")
                .hasMessageNotContaining("require");
    }

    /** A pool sets a limit of its own, and a silent host takes the socket timeout. */
    @Test
    void bounded_withSeveralHosts_leavesEachItsTimeToLogIn() {
        PostgresConnections one = PostgresConnections.bounded(PostgresSettings.of("jdbc:postgresql://a/d", "u", "p"));
        PostgresConnections three =
                PostgresConnections.bounded(PostgresSettings.of("jdbc:postgresql://a,b:5433,c/d", "u", "p"));
        three.setLoginTimeout(1);

        assertThat(one.getLoginTimeout()).isEqualTo(2);
        assertThat(three.getLoginTimeout()).isEqualTo(2 + 3 + 3);
    }

    @Test
    void new_withAParameterTwice_namesIt() {
        PostgresSettings.of("jdbc:postgresql://a/d?sslmode=require&sslmode=require", "u", "p");
        assertThatThrownBy(() -> PostgresSettings.of("jdbc:postgresql://a/d?sslmode=require&sslmode=disable", "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sslmode twice")
                .hasMessageNotContaining("disable");
    }

    /** Longer than a call waits for the pool, and than a later login may take. */
    @Test
    void pool_whoseFirstLoginIsSlow_waitsForIt() throws SQLException {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        try (RoundTripProxy proxy = new RoundTripProxy(database.address())) {
            TestPostgres.Access slow = database.throughPort(proxy.port());
            PostgresSettings settings = new PostgresSettings(
                    slow.url(),
                    slow.user(),
                    slow.password(),
                    1,
                    Duration.ofMillis(250),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(50),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    "slow");
            proxy.freeze();
            CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS).execute(proxy::thaw);
            try (HikariDataSource pool = PostgresDataSource.pool(settings)) {
                pool.getConnection().close();
            }
        }
    }

    @Test
    void pool_limitsWhatAStatementMayTake() throws SQLException {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        try (var pool = PostgresDataSource.pool(database.settings())) {
            assertThat(setting(pool, "statement_timeout")).isEqualTo("2500ms");
            assertThat(setting(pool, "lock_timeout")).isEqualTo("2s");
            assertThat(setting(pool, "idle_in_transaction_session_timeout")).isEqualTo("10s");
            assertThat(setting(pool, "application_name")).isEqualTo("moonlight-auth");
        }
    }

    @Test
    void unbounded_letsAStatementTakeItsTime() throws SQLException {
        TestPostgres.Access database = TestPostgres.emptyDatabase();

        assertThat(setting(PostgresDataSource.unbounded(database.settings()), "statement_timeout"))
                .isEqualTo("0");
    }

    @Test
    void pool_withAParameterInTheUrl_letsItWin() throws SQLException {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        PostgresSettings settings = PostgresSettings.of(
                database.url() + (database.url().contains("?") ? "&" : "?") + "ApplicationName=mine",
                database.user(),
                database.password());
        try (var pool = PostgresDataSource.pool(settings)) {
            assertThat(setting(pool, "application_name")).isEqualTo("mine");
        }
    }
}
