package io.moonlight.auth.bootstrap.plan;

import io.moonlight.auth.postgres.Contents;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresTables;
import io.moonlight.auth.postgres.TestPostgres;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;

/** A database of the Python plan for each test, and the operations on it. */
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
        return PostgresMigrations.migrate(source(), PostgresTables.DEFAULT, PlanTakeover::begin, PlanTakeover::finish);
    }

    /** The first half of a take-over that crashes then. */
    final void begin() {
        Jdbi.create(source()).useTransaction(PlanTakeover::begin);
    }

    /** As a server, or the command without {@code --from-plan}. */
    final int migrateWithoutTakeover() {
        return PostgresMigrations.migrate(source(), PostgresTables.DEFAULT, PlanTakeover::refuse);
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
