package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.bootstrap.testkit.Valve;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client sees while a part is away, and that everything heals by itself. Runs by the real clock. */
class FaultsTest {

    private RealParts parts;
    private Valve database;
    private MoonLightServer server;

    @BeforeEach
    void start() throws Exception {
        parts = new RealParts();
        database = Valve.to(parts.database().address());
        Map<String, String> settings =
                new LinkedHashMap<>(parts.settings(parts.database().throughPort(database.port())));
        settings.put("TRUSTED_PROXIES", "127.0.0.1/32");
        server = MoonLightServer.start(SettingsReader.read(settings));
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
        parts.close();
    }

    @Test
    void smtp_awayForAWhile_slowsNobodyAndLosesNoMail() {
        parts.smtp().stop();
        List<String> emails =
                IntStream.range(0, 10).mapToObj(i -> EndToEnd.email()).toList();

        for (String email : emails) {
            api().post("send-code", "email", email, "type", "register").ok("验证码已发送");
        }
        awaitDown(api(), "mail");
        parts.smtp().start();

        for (String email : emails) {
            String code = parts.smtp().awaitMailTo(new EmailAddress(email)).code();
            api().post("verify-code", "email", email, "code", code).ok("验证码有效");
        }
        Await.until(() -> api().get("/health/ready").status() == 200);
    }

    @Test
    void redis_killedInTheMiddle_leavesTheCallsLimitedAndWithoutAFault() {
        String email = registered();
        parts.redis().kill();
        Api attacker = api();

        List<Integer> statuses = IntStream.range(0, 12)
                .map(i -> login(attacker, email, "a wrong one").status())
                .boxed()
                .toList();

        assertThat(statuses).containsOnly(401, 429).contains(429);
        login(api(), email, EndToEnd.PASSWORD).ok("登录成功");
        String other = EndToEnd.email();
        api().post("send-code", "email", other, "type", "register").ok("验证码已发送");
        api().post("send-code", "email", other, "type", "register").refused(429, "RATE_LIMIT_ERROR");
        awaitDown(api(), "rate_limiter");
        Api operator = Api.of(server.managementUri());
        assertThat(operator.get("/metrics").body()).contains("\nmoonlight_limiter_shared 0.0\n");
        assertThat(operator.get("/health/ready").body())
                .isEqualTo("{\"status\":\"not_ready\",\"checks\":{\"database\":\"up\",\"rate_limiter\":\"down\","
                        + "\"mail\":\"up\"}}");

        parts.redis().restart();
        Await.until(() -> {
            api().post("check-email", "email", email).ok("success");
            return api().get("/health/ready").status() == 200;
        });
    }

    @Test
    void database_away_isAnswered503AndHealsByItself() {
        String email = registered();
        database.shut();

        Answer answer = login(api(), email, EndToEnd.PASSWORD).refused(503, "SERVICE_UNAVAILABLE", "服务暂不可用");
        assertThat(answer.json().path("retry_after").asInt()).isPositive();
        api().post("send-code", "email", EndToEnd.email(), "type", "register").refused(503, "SERVICE_UNAVAILABLE");
        assertThat(api().get("/health").body()).isEqualTo("{\"status\":\"healthy\"}");
        awaitDown(api(), "database");

        database.open();
        Await.until(() -> login(api(), email, EndToEnd.PASSWORD).status() == 200);
        Await.until(() -> api().get("/health/ready").status() == 200);
    }

    /** A look at a part is kept for some seconds. */
    private static void awaitDown(Api api, String part) {
        Await.until(() -> {
            Answer ready = api.get("/health/ready");
            return ready.status() == 503
                    && ready.json().path("checks").path(part).asText().equals("down");
        });
    }

    @Test
    void database_thatFallsSilent_isAnswered503InBoundedTime() {
        String email = registered();
        database.freeze();

        login(api(), email, EndToEnd.PASSWORD).refused(503, "SERVICE_UNAVAILABLE");
        assertThat(api().get("/health").status()).isEqualTo(200);

        database.thaw();
        Await.until(() -> login(api(), email, EndToEnd.PASSWORD).status() == 200);
    }

    private Api api() {
        return Api.of(server.uri()).from(EndToEnd.address());
    }

    private String registered() {
        String email = EndToEnd.email();
        api().post("send-code", "email", email, "type", "register").ok("验证码已发送");
        String code = parts.smtp().awaitMailTo(new EmailAddress(email)).code();
        api().post(
                        "register",
                        "email",
                        email,
                        "code",
                        code,
                        "username",
                        EndToEnd.username(),
                        "password",
                        EndToEnd.PASSWORD)
                .ok("注册成功");
        return email;
    }

    private static Answer login(Api api, String email, String password) {
        return api.post("login", "email", email, "password", password);
    }
}
