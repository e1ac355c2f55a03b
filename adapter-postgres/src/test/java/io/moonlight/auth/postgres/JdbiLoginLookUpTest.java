package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.LoginLookUpContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbiLoginLookUpTest extends LoginLookUpContract {

    private static PostgresStore store;

    @BeforeAll
    static void open() {
        store = PostgresStore.create();
    }

    @AfterAll
    static void close() {
        long deadlocks = store.deadlocks();
        store.close();
        assertThat(deadlocks).isZero();
    }

    @Override
    protected Store emptyStore() {
        return store.emptied();
    }
}
