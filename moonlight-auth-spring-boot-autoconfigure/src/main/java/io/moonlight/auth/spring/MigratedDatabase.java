package io.moonlight.auth.spring;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.postgres.DatabaseRefusedException;
import io.moonlight.auth.postgres.JdbiDatabase;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresTables;
import io.moonlight.auth.postgres.SchemaRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** Brings our tables in the application's database up to date. */
final class MigratedDatabase {

    /** As many as the migrations take at once. */
    private static final int CONNECTIONS = 4;

    private static final String POSTGRES = "PostgreSQL";

    private MigratedDatabase() {}

    /** @throws AuthStartException if it is not a PostgreSQL, or cannot be migrated */
    static JdbiDatabase of(DataSource dataSource, PostgresTables tables, RandomGenerator random) {
        try {
            requirePostgres(dataSource);
            if (tables.schema().isPresent()) {
                PostgresMigrations.createSchema(dataSource, tables);
            }
            PostgresMigrations.migrate(dataSource, tables);
        } catch (SQLException | AuthUnavailableException | DatabaseRefusedException | SchemaRefusedException e) {
            throw new AuthStartException("the tables cannot be migrated: " + e.getMessage(), e);
        }
        return new JdbiDatabase(dataSource, random, tables);
    }

    private static void requirePostgres(DataSource dataSource) throws SQLException {
        if (dataSource.isWrapperFor(HikariDataSource.class)
                && dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize() < CONNECTIONS) {
            throw new AuthStartException(List.of("spring.datasource.hikari.maximum-pool-size is less than "
                    + CONNECTIONS + ", which the migrations take at once"));
        }
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals(POSTGRES)) {
                throw new AuthStartException(
                        List.of("the DataSource is " + product + ", and users are kept in PostgreSQL"));
            }
        }
    }
}
