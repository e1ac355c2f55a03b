package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.Valve;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The management port of a whole server: figures that move with what happens, and health. */
class ManagementTest extends EndToEnd {

    private static final Pattern FIGURE = Pattern.compile("\\b(http_server|moonlight|hikaricp|jvm|process)_[a-z_]+\\b");

    private Api management() {
        return Api.of(server.managementUri());
    }

    /** The value of a series, its labels in the order of the alphabet; zero if it is not there. */
    private double figure(String series) {
        return management()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0.0);
    }

    private static String requests(String method, String route, int status) {
        return "http_server_requests_seconds_count{method=\"" + method + "\",route=\"" + route + "\",status=\"" + status
                + "\"}";
    }

    private static String events(String type) {
        return "moonlight_events_total{type=\"" + type + "\"}";
    }

    @Test
    void metrics_ofRequests_goByRouteAndStatus() {
        Api api = api();
        register(api, email).ok("注册成功");
        login(api, email, PASSWORD).ok("登录成功");
        login(api, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
        api.get("/nothing/here?email=" + email).refused(404, "NOT_FOUND");
        api.call("BREW", "/api/v1/auth/login").refused(405, "METHOD_NOT_ALLOWED");
        String id = login(api, email, PASSWORD).accessToken();
        api.bearer(id)
                .send("DELETE", "users/me/sessions/00000000-0000-0000-0000-000000000000")
                .refused(404, "NOT_FOUND");

        Await.until(() -> figure(requests("POST", "/api/v1/auth/login", 200)) >= 2);
        Await.until(() -> figure(requests("POST", "/api/v1/auth/login", 401)) >= 1);
        Await.until(() -> figure(requests("GET", "UNKNOWN", 404)) >= 1);
        Await.until(() -> figure(requests("OTHER", "UNKNOWN", 405)) >= 1);
        Await.until(() -> figure(requests("DELETE", "/api/v1/users/me/sessions/{id}", 404)) >= 1);
        assertThat(management().get("/metrics").body()).doesNotContain(email).doesNotContain("nothing/here");
    }

    @Test
    void metrics_ofEvents_countLoginsRefreshesAndLimitsByOutcome() {
        Api api = api();
        String token = register(api, email).refreshToken();
        double logins = figure(events("authn_login_success"));
        double failures = figure(events("authn_login_fail"));
        double refreshes = figure(events("session_renewed"));
        double forged = figure(events("session_renewed_fail"));
        double limits = figure(events("excess_rate_limit_exceeded"));

        login(api, email, PASSWORD).ok("登录成功");
        for (int i = 0; i < 10; i++) {
            login(api, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
        }
        login(api, email, "a wrong one").refused(429, "RATE_LIMIT_ERROR");
        refresh(api, token).ok("success");
        refresh(api, "no token").refused(401, "INVALID_TOKEN");

        assertThat(figure(events("authn_login_success"))).isEqualTo(logins + 1);
        assertThat(figure(events("authn_login_fail"))).isEqualTo(failures + 10);
        assertThat(figure(events("excess_rate_limit_exceeded"))).isEqualTo(limits + 1);
        assertThat(figure(events("session_renewed"))).isEqualTo(refreshes + 1);
        assertThat(figure(events("session_renewed_fail"))).isEqualTo(forged + 1);
    }

    @Test
    void metrics_ofTheParts_areThere() {
        code(api(), email, "register");

        assertThat(figure("moonlight_hashing_lanes"))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(figure("moonlight_limiter_shared")).isEqualTo(1);
        assertThat(figure("moonlight_mail_deliveries_seconds_count{outcome=\"sent\"}"))
                .isPositive();
        assertThat(figure("hikaricp_connections_max{pool=\"moonlight-auth\"}")).isEqualTo(16);
        assertThat(management().get("/metrics").body().lines().filter(line -> !line.startsWith("#")))
                .anyMatch(line -> line.matches("moonlight_hashing_busy [0-9.]+"))
                .anyMatch(line -> line.matches("moonlight_hashing_queued [0-9.]+"))
                .anyMatch(line -> line.matches("moonlight_hashing_rejected_total [0-9.]+"))
                .anyMatch(line -> line.matches("moonlight_outbox_mails [0-9.]+"))
                .anyMatch(line -> line.matches("moonlight_outbox_retries [0-9.]+"))
                .anyMatch(line -> line.matches("moonlight_outbox_oldest_seconds [0-9.]+"))
                .anyMatch(line -> line.matches("moonlight_audit_lost_total [0-9.]+"))
                .anyMatch(line -> line.startsWith("moonlight_build{version="))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("hikaricp_connections_acquire_seconds_count{"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../deploy/grafana/moonlight-auth.json", "../deploy/prometheus/alerts.yml"})
    void figures_thatOperatorsFilesAskFor_areAllThere(String file) throws Exception {
        String asked = Files.readString(Path.of(file), StandardCharsets.UTF_8);
        List<String> names = FIGURE.matcher(asked)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        System.gc(); // pauses are figures from the first one on
        register(api(), email).ok("注册成功");

        assertThat(names).hasSizeGreaterThan(5);
        Await.until(() -> {
            String shown = management().get("/metrics").body();
            return names.stream()
                    .allMatch(name -> shown.contains("\n" + name + "{") || shown.contains("\n" + name + " "));
        });
        Matcher types = Pattern.compile("type=~?\\\\?\"([^\"\\\\]+)").matcher(asked);
        assertThat(types.results().flatMap(type -> Stream.of(type.group(1).split("\\|"))))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(AuthEvent.Type.ofWire(type)).isPresent());
    }

    /** Starts with the part down: one that is up counts as up for ten seconds more. */
    @Test
    void metrics_ofAPartThatIsDown_tellWhichAlthoughNobodyAsks() {
        try (Valve mails = toMailServer()) {
            mails.shut();
            try (MoonLightServer watched = anotherServer(Map.of("SMTP_PORT", Integer.toString(mails.port())))) {
                Api operator = Api.of(watched.managementUri());
                Await.until(() -> shows(operator, "mail", 0));
                assertThat(shows(operator, "database", 1)).isTrue();
                assertThat(shows(operator, "rate_limiter", 1)).isTrue();
                mails.open();
                Await.until(() -> shows(operator, "mail", 1));
            }
        }
    }

    private static boolean shows(Api operator, String part, int up) {
        return operator.get("/metrics").body().contains("moonlight_part_up{part=\"" + part + "\"} " + up);
    }

    private Valve toMailServer() {
        return Valve.to(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), parts.smtp().port()));
    }

    @Test
    void metrics_onTheApisPort_areNotThere() {
        api().get("/metrics").refused(404, "NOT_FOUND");
    }

    @Test
    void health_onTheManagementPort_isThatOfTheServer() {
        assertThat(management().get("/health").body()).isEqualTo("{\"status\":\"healthy\"}");
        Answer ready = management().get("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json()).isEqualTo(api().get("/health/ready").json());
        assertThat(management().get("/elsewhere").status()).isEqualTo(404);
    }

    /** Each look logs in at the mail server, and anyone can ask. */
    @Test
    void readiness_askedOftenOnBothPorts_connectsToTheMailServerSeldom() {
        try (Valve valve = toMailServer();
                MoonLightServer asked = anotherServer(Map.of("SMTP_PORT", Integer.toString(valve.port())))) {
            Api api = Api.of(asked.uri());
            Api operator = Api.of(asked.managementUri());
            Await.until(() -> api.get("/health/ready").status() == 200);
            for (int i = 0; i < 32; i++) {
                assertThat(api.get("/health/ready").status()).isEqualTo(200);
                assertThat(operator.get("/health/ready").status()).isEqualTo(200);
            }

            assertThat(valve.connections()).isBetween(1, 16);
        }
    }

    @Test
    void drain_beforeTheEnd_saysNotReadyAndServesOn() throws Exception {
        MoonLightServer leaving = anotherServer(Map.of("SHUTDOWN_DRAIN_SECONDS", "2"));
        Api api = Api.of(leaving.uri()).from(address());
        Api operator = Api.of(leaving.managementUri());
        Thread closing = new Thread(leaving::close);
        closing.start();

        Await.until(() -> operator.get("/health/ready").body().contains("stopping"));
        Answer served = api.post("check-email", "email", email).ok("success");

        assertThat(served.header("Connection")).isEqualTo(Optional.of("close"));
        assertThat(api.get("/health/ready").status()).isEqualTo(503);
        assertThat(operator.call("HEAD", "/health/ready").status()).isEqualTo(503);
        assertThat(operator.get("/health").status()).isEqualTo(200);
        closing.join();
    }
}
