package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.AccountSwitchContract;
import io.moonlight.auth.testkit.contract.EmailChangeContract;
import io.moonlight.auth.testkit.contract.HousekeepingContract;
import io.moonlight.auth.testkit.contract.RenameContract;
import io.moonlight.auth.testkit.contract.TransactionsContract;
import io.moonlight.auth.testkit.contract.UserRepositoryContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/**
 * The contracts in which the names of tables matter beyond the statements, on tables of one's own beside others of the
 * names that ours would have. The statements themselves: {@link OwnTablesTest}.
 */
class OwnTablesContractsTest {

    private static final PostgresTables TABLES = PostgresTables.in("tenant").withPrefix("ml_");

    private static PostgresStore tenant;

    @BeforeAll
    static void open() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        DataSource source = PostgresDataSource.unbounded(database.settings());
        for (String name : Migration.allNames()) {
            TestPostgres.execute(database, "CREATE TABLE public." + name + " (x int)");
        }
        PostgresMigrations.createSchema(source, TABLES);
        PostgresMigrations.migrate(source, TABLES);
        tenant = PostgresStore.on(database.settings(), TABLES);
    }

    @AfterAll
    static void close() {
        tenant.close();
    }

    @Nested
    class Users extends UserRepositoryContract {
        @Override
        protected Store emptyStore() {
            return tenant.emptied();
        }
    }

    @Nested
    class Renames extends RenameContract {
        @Override
        protected Store emptyStore() {
            return tenant.emptied();
        }
    }

    @Nested
    class EmailChanges extends EmailChangeContract {
        @Override
        protected Store emptyStore() {
            return tenant.emptied();
        }
    }

    @Nested
    class AccountSwitches extends AccountSwitchContract {
        @Override
        protected Store emptyStore() {
            return tenant.emptied();
        }
    }

    @Nested
    class TransactionTable extends TransactionsContract {
        @Override
        protected Store emptyStore() {
            return tenant.emptied();
        }
    }

    @Nested
    class Sweeps extends HousekeepingContract {
        @Override
        protected Store emptyStore() {
            return tenant.emptied();
        }

        @Override
        protected Housekeeping housekeeping() {
            return new JdbiHousekeeping(tenant.database());
        }
    }
}
