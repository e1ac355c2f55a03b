package io.moonlight.auth.postgres;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.MailTurnsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbiMailTurnsTest extends MailTurnsContract {

    private static PostgresStore store;

    @BeforeAll
    static void open() {
        store = PostgresStore.create();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    protected Store emptyStore() {
        return store.emptied();
    }
}
