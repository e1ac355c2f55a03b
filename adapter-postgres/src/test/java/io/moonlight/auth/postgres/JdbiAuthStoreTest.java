package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.postgres.internal.migration.Migration;
import io.moonlight.auth.testkit.AuthStoreFixture;
import io.moonlight.auth.testkit.store.AuthStoreContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** On the default tables; a subclass runs the contract on others. */
@TestInstance(Lifecycle.PER_CLASS)
class JdbiAuthStoreTest extends AuthStoreContract {

    private PostgresStore store;

    PostgresTables tables() {
        return PostgresTables.DEFAULT;
    }

    @BeforeAll
    void open() {
        PostgresTables tables = tables();
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        DataSource source = PostgresDataSource.unbounded(database.settings());
        if (!tables.equals(PostgresTables.DEFAULT)) {
            Migration.allNames()
                    .forEach(name -> TestPostgres.execute(database, "CREATE TABLE public." + name + " (x int)"));
            PostgresMigrations.createSchema(source, tables);
        }
        PostgresMigrations.migrate(source, tables);
        store = PostgresStore.on(database.settings(), tables);
    }

    @Override
    protected AuthStoreFixture emptyStore() {
        return store.emptied();
    }

    @AfterAll
    void close() {
        long deadlocks = store.deadlocks();
        store.close();
        assertThat(deadlocks).isZero();
    }
}
