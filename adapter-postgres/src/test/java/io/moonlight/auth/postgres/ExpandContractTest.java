package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version's server goes on working while a newer one migrates: expand first, contract in a later version. What a
 * version needs is recorded while it is built: see {@link SchemaContract}.
 */
class ExpandContractTest {

    private static final boolean RECORD = Boolean.getBoolean("contract.record");
    private static final SchemaContract CURRENT = SchemaContract.current();

    /** Each version so far, with each migration that may run while its server does. */
    static Stream<Arguments> versionsAndMigrations() {
        return SchemaContract.all().stream()
                .flatMap(contract -> IntStream.rangeClosed(contract.from(), SchemaContract.newestMigration())
                        .mapToObj(migration -> Arguments.of(contract, migration)));
    }

    @Test
    void statements_ofThisVersion_areRecorded() throws Exception {
        assertRecorded(
                CURRENT.statementsFile(),
                "-- migration " + SchemaContract.newestMigration() + "\n"
                        + ServerStatements.asScript(PostgresTables.DEFAULT));
        if (RECORD) {
            assertRecorded(CURRENT.dayFile(), dayOf(CURRENT, SchemaContract.newestMigration()));
        }
    }

    @Test
    void statements_ofThisVersion_standInNoOtherPlace() {
        assertThat(ServerStatements.otherHolders()).isEmpty();
    }

    @Test
    void frozen_filesNeverChange() throws Exception {
        assertRecorded(SchemaContract.FOLDER.resolve("frozen.sha256"), SchemaContract.frozen());
    }

    @ParameterizedTest
    @MethodSource("versionsAndMigrations")
    void day_ofAnyVersionAfterAnyLaterMigration_goesAsItAlwaysDid(SchemaContract contract, int migration)
            throws Exception {
        assertThat(SchemaContract.namesIn(contract.day()))
                .as("each statement has its hour")
                .isEqualTo(SchemaContract.namesIn(contract.statements()));
        assertThat(dayOf(contract, migration)).isEqualTo(contract.day()).doesNotContain("-- FAILS");
    }

    private static String dayOf(SchemaContract contract, int migration) throws SQLException {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        PostgresMigrations.configuration(PostgresDataSource.unbounded(database.settings()), PostgresTables.DEFAULT)
                .target(Integer.toString(migration))
                .load()
                .migrate();
        try (Connection connection = database.connect()) {
            return contract.run(connection);
        }
    }

    private static void assertRecorded(Path file, String now) throws IOException {
        if (RECORD) {
            Files.writeString(file, now);
        }
        assertThat(Files.exists(file) ? SchemaContract.read(file) : "")
                .as("%s; see CONTRIBUTING, \"Changes of the schema\"", file.getFileName())
                .isEqualTo(now);
    }
}
