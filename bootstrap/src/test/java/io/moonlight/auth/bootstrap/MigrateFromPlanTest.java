package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.plan.PlanDatabase;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.postgres.SchemaRefusedException;
import io.moonlight.auth.postgres.TestPostgres;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code migrate --from-plan}, and a server before and after it. */
class MigrateFromPlanTest {

    @Test
    void start_afterTheTakeover_letsThePlansUsersIn() {
        TestPostgres.Access database = PlanDatabase.create();
        PlanDatabase.addUser(database, 7, "Moon@Example.org", "moon");
        try (RealParts parts = new RealParts()) {
            Settings settings = settings(parts, database);
            assertThatThrownBy(() -> MoonLightServer.start(settings))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("migrate --from-plan");

            assertThat(Database.update(settings, true)).isPositive();

            login(settings);
        }
    }

    private static void login(Settings settings) {
        try (MoonLightServer server = MoonLightServer.start(settings)) {
            Api api = Api.of(server.uri()).from(EndToEnd.address());

            JsonNode user = api.post("login", "email", "moon@example.org", "password", PlanDatabase.PASSWORD)
                    .ok("登录成功")
                    .json()
                    .path("data")
                    .path("user");

            assertThat(user.path("id").asLong()).isEqualTo(7);
            assertThat(user.path("username").asText()).isEqualTo("moon");
            api.post("login", "email", "moon@example.org", "password", "another password")
                    .refused(401, "AUTHENTICATION_ERROR");
        }
    }

    @Test
    void takeover_ofUsersThatCollide_failsAtOnceAndNamesThem() {
        TestPostgres.Access database = PlanDatabase.create();
        PlanDatabase.addUser(database, 7, "Moon@Example.org", "moon");
        PlanDatabase.addUser(database, 8, "moon@Example.org", "star");
        try (RealParts parts = new RealParts()) {
            Settings settings = settings(parts, database);
            long start = System.nanoTime();

            assertThatThrownBy(() -> Database.update(settings, true))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("users 7, 8")
                    .hasMessageNotContaining("Moon@");

            assertThat(System.nanoTime() - start).as("without trying again").isLessThan(20_000_000_000L);
        }
    }

    private static Settings settings(RealParts parts, TestPostgres.Access database) {
        Map<String, String> settings = new LinkedHashMap<>(parts.settings(database));
        settings.put("BCRYPT_COST", "12"); // the plan's
        return SettingsReader.read(settings);
    }
}
