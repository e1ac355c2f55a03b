package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.AdmittedCallerContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbiAdmittedCallerTest extends AdmittedCallerContract {

    private static PostgresStore store;

    @BeforeAll
    static void open() {
        store = PostgresStore.create();
    }

    @AfterAll
    static void close() {
        assertThat(store.deadlocks()).isZero();
        store.close();
    }

    @Override
    protected Store emptyStore() {
        return store.emptied();
    }
}
