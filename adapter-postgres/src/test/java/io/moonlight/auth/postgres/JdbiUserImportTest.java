package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportResult.Created;
import io.moonlight.auth.domain.model.user.ImportResult.Existing;
import io.moonlight.auth.domain.model.user.ImportResult.Rejected;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rounds of an import, and an import into databases that are set up otherwise. */
class JdbiUserImportTest {

    private static final Rejected NAME_TAKEN = new Rejected(new AuthError.UsernameTaken());
    private static final Rejected EMAIL_TAKEN = new Rejected(new AuthError.EmailTaken());

    private final Instant now = MutableClock.start().instant();

    private static ImportedUser user(EmailAddress email, String name) {
        return new ImportedUser(
                email,
                Optional.of(name).filter(n -> !n.isEmpty()).map(Username::new),
                PasswordHash.NONE,
                true,
                true,
                Optional.empty(),
                Roles.NONE);
    }

    private static UserId idOf(ImportResult result) {
        return ((Created) result).id();
    }

    @Test
    void importAll_ofAUserWhomATriggerOmits_isAFault() {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        TestPostgres.execute(database, """
                CREATE FUNCTION omit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                CREATE TRIGGER omit BEFORE INSERT ON users FOR EACH ROW WHEN (NEW.username = 'Omitted')
                    EXECUTE FUNCTION omit()""");
        EmailAddress stored = Samples.email();
        try (PostgresStore store = PostgresStore.on(database)) {
            List<ImportedUser> users = List.of(user(stored, "Stored"), user(Samples.email(), "Omitted"));

            assertThatThrownBy(() -> store.users().importAll(users, now))
                    .isInstanceOf(AuthUnavailableException.class)
                    .hasMessageContaining("neither stored nor found");

            assertThat(store.users().exists(stored)).isTrue();
        }
    }

    /** In Turkish, I without a dot is the capital letter of another letter than i. */
    @Test
    void importAll_intoATurkishDatabase_comparesUsernamesByTheLettersOfAscii() {
        TestPostgres.Access database = TestPostgres.emptyDatabase("tr");
        PostgresMigrations.migrate(PostgresDataSource.unbounded(database.settings()));
        try (PostgresStore store = PostgresStore.on(database)) {
            UserRepository users = store.users();
            EmailAddress first = Samples.email();
            UserId id = idOf(users.importAll(List.of(user(first, "IRIS")), now).get(0));

            assertThat(users.importAll(
                            List.of(user(Samples.email(), "IRIS"), user(Samples.email(), "iris"), user(first, "Iris")),
                            now))
                    .containsExactly(NAME_TAKEN, NAME_TAKEN, new Existing(id));
        }
    }

    @Test
    void importAll_ofOneEmailOrOneName_takesTwoStatementsAtMost() {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        try (RoundTripProxy proxy = new RoundTripProxy(database.address());
                PostgresStore store = PostgresStore.on(
                        database.throughPort(proxy.port()).settings().withPoolSize(1))) {
            EmailAddress email = Samples.email();
            List<ImportedUser> ofOneEmail = IntStream.range(0, UserRepository.MAX_IMPORTED)
                    .mapToObj(i -> user(email, i == 0 || i == 7 ? "" : "Name_" + i))
                    .toList();
            List<ImportedUser> ofOneName = IntStream.range(0, UserRepository.MAX_IMPORTED)
                    .mapToObj(i -> user(Samples.email(), "Same"))
                    .toList();
            store.database().ping();

            assertThat(proxy.roundTripsOf(() -> {
                        List<ImportResult> results = store.users().importAll(ofOneEmail, now);
                        assertThat(results.subList(1, results.size()))
                                .containsOnly(EMAIL_TAKEN, new Existing(idOf(results.get(0))));
                        assertThat(results.get(7)).isInstanceOf(Existing.class);
                    }))
                    .isEqualTo(1);
            assertThat(proxy.roundTripsOf(() -> {
                        List<ImportResult> results = store.users().importAll(ofOneName, now);
                        assertThat(results.get(0)).isInstanceOf(Created.class);
                        assertThat(results.subList(1, results.size())).containsOnly(NAME_TAKEN);
                    }))
                    .isEqualTo(2);
            User only = store.users().findByEmail(email).orElseThrow();
            assertThat(store.users()
                            .importAll(List.of(user(email, only.username().value())), now))
                    .containsExactly(new Existing(only.id()));
        }
    }
}
