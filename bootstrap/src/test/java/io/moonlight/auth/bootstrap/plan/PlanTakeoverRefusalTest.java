package io.moonlight.auth.bootstrap.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.postgres.Contents;
import io.moonlight.auth.postgres.SchemaRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A take-over that is not possible lists all problems and changes nothing. */
class PlanTakeoverRefusalTest extends PlanTakeoverFixture {

    /** Asserts that the take-over is refused and that nothing has changed; returns the problems. */
    private List<String> refused() {
        List<String> before = Contents.all(database);
        SchemaRefusedException refusal = catchThrowableOfType(SchemaRefusedException.class, this::migrate);
        assertThat(refusal).isNotNull();
        assertThat(Contents.all(database)).isEqualTo(before);
        refusal.problems().forEach(problem -> assertThat(refusal).hasMessageContaining("\n  - " + problem));
        return refusal.problems();
    }

    @Test
    void migrate_withCollisionsAndMisfits_listsThemAllAndChangesNothing() {
        addUser(0, "zero@example.org", "zero");
        addUser(1, "Moon@example.org", "moon");
        addUser(2, "moon@Example.org", "star");
        addUser(3, "sun@example.org", "STAR");
        addUser(4, "other@example.org", "Star");
        addUser(5, "no address", "five");
        addUser(6, "six@example.org", "6");
        addUser(7, "moon@EXAMPLE.org", "seven");
        addUser(8, "moon@localhost", "8");
        execute("UPDATE users SET password_hash = 'plain' WHERE id = 3");
        execute("UPDATE users SET password_hash = '$2b$31$" + "x".repeat(53) + "' WHERE id = 6");
        execute("UPDATE users SET created_at = 'infinity' WHERE id = 7");
        execute("CREATE TABLE orders (user_id int REFERENCES users)");
        execute("CREATE VIEW names AS SELECT username FROM users");
        execute("CREATE TRIGGER quiet BEFORE UPDATE ON users FOR EACH ROW"
                + " EXECUTE FUNCTION suppress_redundant_updates_trigger()");

        String noEmail = "the email is not one that this server accepts";
        String noUsername = "the username is not 3 to 20 letters, digits and underscores with a letter first";
        String noHash = "the password hash is not one of bcrypt";
        String later = ": drop it first, and create it again afterwards if it is still wanted";
        assertThat(refused())
                .containsExactly(
                        "user 0: the number is not positive",
                        "user 3: " + noHash,
                        "user 5: " + noEmail,
                        "user 6: " + noUsername,
                        "user 6: " + noHash,
                        "user 7: a date or a flag is missing",
                        "user 8: " + noEmail,
                        "user 8: " + noUsername,
                        "users 1, 2, 7: the same email m***@example.org in different spellings",
                        "users 2, 3, 4: the same username in different cases",
                        "users: has the trigger quiet, drop it first",
                        "constraint orders_user_id_fkey on table orders depends on table users" + later,
                        "view names depends on table users" + later);
    }

    @Test
    void migrate_withOnlyOneCollision_changesNothing() {
        addUser(1, "Moon@example.org", "moon");
        addUser(2, "moon@example.org", "star");
        assertThat(refused()).hasSize(1);
        execute("UPDATE users SET email = 'star@example.org', username = 'MOON' WHERE id = 2");
        assertThat(refused()).hasSize(1);
        execute("UPDATE users SET username = 'star' WHERE id = 2");

        migrate();

        assertThat(Contents.schema(database)).isEqualTo(freshSchema());
    }

    @Test
    void migrate_withoutTheOption_namesTheCommandAndChangesNothing() {
        addUser(1, "moon@example.org", "moon");
        List<String> before = Contents.all(database);

        assertThatThrownBy(this::migrateWithoutTakeover)
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("migrate --from-plan");

        assertThat(Contents.all(database)).isEqualTo(before);
        migrate();
        assertThat(migrateWithoutTakeover()).isZero();
    }

    @Test
    void migrate_withoutTheOptionDuringATakeover_namesTheCommandAndChangesNothing() {
        addUser(1, "moon@example.org", "moon");
        begin();
        List<String> before = Contents.all(database);

        assertThatThrownBy(this::migrateWithoutTakeover)
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("migrate --from-plan");

        assertThat(Contents.all(database)).isEqualTo(before);
    }

    @Test
    void migrate_onTablesThatAreNotThePlans_saysWhatIsOtherAndChangesNothing() {
        addUser(1, "moon@example.org", "moon");
        execute("CREATE TABLE sessions (id int)");
        assertThat(refused()).containsExactly("sessions: of another program");
        execute("""
                DROP TABLE sessions; DROP TABLE verification_codes;
                ALTER TABLE users DROP is_verified, ADD avatar text, ALTER id TYPE numeric, DROP CONSTRAINT users_pkey""");
        assertThat(refused())
                .containsExactly(
                        "users: column id is of type numeric",
                        "users: has a column avatar",
                        "users: has no column is_verified",
                        "users: id is not its primary key",
                        "verification_codes: not there");
    }
}
