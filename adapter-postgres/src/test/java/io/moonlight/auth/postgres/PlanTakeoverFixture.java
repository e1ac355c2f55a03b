package io.moonlight.auth.postgres;

import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;

/** A database of the Python plan for each test, and what is done to it. */
abstract class PlanTakeoverFixture {

    TestPostgres.Access database;

    @BeforeEach
    void createThePlansDatabase() {
        database = PlanDatabase.create();
    }

    final DataSource source() {
        return PostgresDataSource.unbounded(database.settings());
    }

    final int migrate() {
        return PostgresMigrations.migrate(source());
    }

    final void execute(String sql) {
        TestPostgres.execute(database, sql);
    }

    final String value(String sql) {
        return Jdbi.create(source())
                .withHandle(handle -> handle.select(sql).mapTo(String.class).one());
    }

    final void addUser(int id, String email, String username) {
        PlanDatabase.addUser(database, id, email, username);
    }

    static List<String> freshSchema() {
        return Contents.schema(TestPostgres.migratedDatabase());
    }
}
