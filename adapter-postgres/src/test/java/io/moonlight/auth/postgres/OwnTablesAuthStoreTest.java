package io.moonlight.auth.postgres;

/** On tables with a prefix in a schema of their own, beside other tables with the default names. */
class OwnTablesAuthStoreTest extends JdbiAuthStoreTest {

    @Override
    PostgresTables tables() {
        return PostgresTables.in("tenant").withPrefix("ml_");
    }
}
