package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.testkit.Samples;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class DatabaseTimeTest {

    @Test
    void now_onConnectionsInAnotherTimeZone_liesBetweenTwoLooksAtTheDatabasesClock() throws SQLException {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        TestPostgres.Access elsewhere = new TestPostgres.Access(
                database.url() + "?options=-c%20TimeZone=Asia/Kolkata", database.user(), database.password());
        try (Connection beside = database.connect();
                HikariDataSource pool = PostgresDataSource.pool(elsewhere.settings())) {
            JdbiDatabase transactions = new JdbiDatabase(pool, Samples.random());

            Instant before = time(beside);
            Instant now = transactions.now();

            assertThat(now).isBetween(before, time(beside));
        }
    }

    private static Instant time(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT clock_timestamp()")) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
