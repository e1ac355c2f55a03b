package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.plan.PlanDatabase;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.postgres.TestPostgres;
import io.moonlight.auth.redis.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** The packaged server as a process: how it starts, stops, is killed, and comes back. */
class StandaloneServerIT {

    private static final String PASSWORD = "correct horse";

    @TempDir
    Path folder;

    @Test
    void start_withNothingSet_servesAndKeepsItsDataOverStopAndKill() {
        Map<String, String> settings = Map.of("PORT", "0", "MANAGEMENT_PORT", "0");
        String email = EndToEnd.email();
        String token;
        try (ServerProcess server = ServerProcess.start(folder, settings)) {
            Api api = Api.of(server.uri());
            assertThat(api.get("/health").body()).isEqualTo("{\"status\":\"healthy\"}");
            token = register(api, email, developmentCode(api, email)).refreshToken();
            assertThat(server.terminate()).isIn(0, 143);
            assertThat(server.output()).contains("stopped");
        }
        try (ServerProcess server = ServerProcess.start(folder, settings)) {
            Api api = Api.of(server.uri());
            token = api.post("refresh", "refresh_token", token).ok("success").refreshToken();
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(folder, settings)) {
            Api api = Api.of(server.uri());
            api.post("refresh", "refresh_token", token).ok("success");
            api.post("login", "email", email, "password", PASSWORD).ok("登录成功");
        }
    }

    @Test
    void start_onTheFolderOfAnother_failsWithAClearWordAndHarmsNobody() {
        try (ServerProcess first = ServerProcess.start(folder, Map.of("PORT", "0", "MANAGEMENT_PORT", "0"))) {
            Api api = Api.of(first.uri());

            ServerProcess second = ServerProcess.start(folder, Map.of("PORT", "0", "MANAGEMENT_PORT", "0"));

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.output())
                    .contains("cannot start its embedded PostgreSQL")
                    .contains("in use");
            api.post("check-email", "email", EndToEnd.email()).ok("success");
        }
    }

    @Test
    void start_onAHostOfAnotherMachine_namesTheSetting() {
        try (RealParts parts = new RealParts()) {
            Map<String, String> settings = new LinkedHashMap<>(parts.settings());
            settings.put("HOST", "192.0.2.1");

            ServerProcess server = ServerProcess.start(folder, settings);

            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output()).contains("192.0.2.1").contains("HOST");
        }
    }

    @Test
    void start_onAPortThatIsTaken_failsWithAClearWord() {
        try (RealParts parts = new RealParts()) {
            Map<String, String> settings = new LinkedHashMap<>(parts.settings());
            settings.put("PORT", Integer.toString(parts.smtp().port()));

            ServerProcess server = ServerProcess.start(folder, settings);

            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output()).contains("cannot start").containsIgnoringCase("port");
        }
    }

    @Test
    void start_onThePlansDatabase_namesTheCommandForItAndExitsWith1() {
        TestPostgres.Access database = PlanDatabase.create();
        try (RealParts parts = new RealParts()) {
            ServerProcess server = ServerProcess.start(folder, parts.settings(database));

            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output()).contains("cannot start: ", "moonlight-auth migrate --from-plan");
        }
    }

    @Test
    void start_inProductionWithNothingElseSet_namesEverythingAndExitsWith2() throws Exception {
        Files.writeString(folder.resolve(".env"), "APP_ENV=production\nBCRYPT_COST=5\n");

        ServerProcess server = ServerProcess.start(folder, Map.of());

        assertThat(server.exitCode()).isEqualTo(2);
        assertThat(server.output())
                .contains("SECRET_KEY", "JWT_SECRET_KEY", "DATABASE_URL", "REDIS_URL", "SMTP_HOST", "BCRYPT_COST");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void kill_betweenTheMailAndTheMail_losesNothingAndTheCodeStandsNowhere() throws Exception {
        String email = EndToEnd.email();
        try (RealParts parts = new RealParts()) {
            parts.smtp().stop();
            try (ServerProcess server = ServerProcess.start(folder, parts.settings())) {
                Api.of(server.uri())
                        .post("send-code", "email", email, "type", "register")
                        .ok("验证码已发送");
                server.kill();
            }
            parts.smtp().start();
            parts.execute("UPDATE mail_outbox SET ready_at = now()"); // the lease is over
            try (ServerProcess server = ServerProcess.start(folder, parts.settings())) {
                Api api = Api.of(server.uri());
                Await.until(() -> !parts.smtp().mailsTo(new EmailAddress(email)).isEmpty());
                String code = parts.smtp().awaitMailTo(new EmailAddress(email)).code();
                api.post("verify-code", "email", email, "code", code).ok("验证码有效");

                assertThat(server.output()).doesNotContain(code).doesNotContain(email);
                assertThat(rows(parts)).noneMatch(row -> row.contains(code));
                assertThat(redisContents(parts)).noneMatch(entry -> entry.contains(code) || entry.contains(email));
                register(api, email, code);
            }
        }
    }

    @Test
    void stop_whileARequestRuns_letsItFinish() {
        String email = EndToEnd.email();
        try (RealParts parts = new RealParts()) {
            Map<String, String> settings = new LinkedHashMap<>(parts.settings());
            settings.put("BCRYPT_COST", "13");
            try (ServerProcess server = ServerProcess.start(folder, settings)) {
                Api api = Api.of(server.uri());
                api.post("send-code", "email", email, "type", "register").ok("验证码已发送");
                String code = parts.smtp().awaitMailTo(new EmailAddress(email)).code();

                CompletableFuture<Answer> running = CompletableFuture.supplyAsync(() -> register(api, email, code));
                Await.until(() -> isBeingTried(parts));
                server.beginToStop();

                running.join().ok("注册成功");
                assertThat(server.exitCode()).isIn(0, 143);
            }
        }
    }

    /** A call that takes a code is counted while it runs, and given back when it has succeeded. */
    private static boolean isBeingTried(RealParts parts) {
        return redisContents(parts).stream().anyMatch(entry -> entry.contains("wrong-code-email"));
    }

    private static String developmentCode(Api api, String email) {
        api.post("send-code", "email", email, "type", "register").ok("验证码已发送");
        List<String> codes = new ArrayList<>();
        Await.until(() -> {
            for (JsonNode mail : api.get("/dev/mails").json().path("mails")) {
                if (mail.path("to").asText().equals(email)) {
                    codes.add(mail.path("code").asText());
                }
            }
            return !codes.isEmpty();
        });
        return codes.get(0);
    }

    private static Answer register(Api api, String email, String code) {
        return api.post("register", "email", email, "code", code, "username", EndToEnd.username(), "password", PASSWORD)
                .ok("注册成功");
    }

    /** Every row of every table of ours, as text. */
    private static List<String> rows(RealParts parts) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = parts.database().connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names =
                    statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            assertThat(tables).contains("users", "verification_codes", "sessions", "mail_outbox");
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (row.next()) {
                        rows.add(row.getString(1));
                    }
                }
            }
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static List<String> redisContents(RealParts parts) {
        List<String> contents = new ArrayList<>();
        try (UnifiedJedis redis = TestRedis.patientClient(parts.redis().uri())) {
            for (String key : redis.keys("*")) {
                contents.add(key + "=" + redis.get(key));
            }
        }
        assertThat(contents).isNotEmpty();
        return contents;
    }
}
