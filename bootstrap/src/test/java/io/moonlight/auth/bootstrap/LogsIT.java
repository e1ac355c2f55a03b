package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a packaged server logs at the lowest level while everything happens to it. */
class LogsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "pass-phrase-of-this-test";
    private static final String NEW_PASSWORD = "the-next-pass-phrase";
    private static final String FORGED = "x\u2028{\"level\":\"ERROR\",\"message\":\"forged-line\"}";

    @TempDir
    Path folder;

    private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, NEW_PASSWORD));
    private final String email = EndToEnd.email();
    private RealParts parts;
    private Api api;

    @Test
    void everyLine_ofAWholeSession_isJsonAndTellsNothingSecretOrPersonal() throws Exception {
        try (RealParts real = new RealParts()) {
            parts = real;
            Map<String, String> settings = new LinkedHashMap<>(parts.settings());
            settings.put("LOG_FORMAT", "json");
            settings.put("LOG_LEVEL", "trace");
            settings.put("DEBUG", "true");
            settings.put("LOG_DIR", folder.resolve("logs").toString());
            settings.put("ADMIN_API_KEY", "administrators-key-of-this-test-000");
            secrets.addAll(List.of(
                    email,
                    settings.get("ADMIN_API_KEY"),
                    settings.get("SECRET_KEY"),
                    settings.get("JWT_SECRET_KEY"),
                    parts.database().password()));
            String output;
            try (ServerProcess server = ServerProcess.start(folder, settings)) {
                api = Api.of(server.uri()).from("10.1.2.3");
                walk();
                refusals();
                outages();
                server.terminate();
                output = server.output();
            }
            String file = Files.readString(folder.resolve("logs/moonlight-auth.log"));

            assertThat(output.lines()).hasSizeGreaterThan(30).allSatisfy(LogsIT::isAnEvent);
            assertThat(file.lines()).hasSizeGreaterThan(30).allSatisfy(LogsIT::isAnEvent);
            assertThat(secrets).hasSizeGreaterThan(15).allSatisfy(secret -> {
                assertThat(output).doesNotContain(secret);
                assertThat(file).doesNotContain(secret);
            });
            assertThat(output).contains("\"route\":\"/api/v1/auth/login\",\"status\":401");
            assertThat(output).contains("\"request_id\":\"id-of-the-client\"");
        }
    }

    private static void isAnEvent(String line) throws Exception {
        JsonNode event = JSON.readTree(line);
        assertThat(event.isObject()).as(line).isTrue();
        assertThat(event.path("time").asText()).as(line).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(event.path("message").asText()).as(line).doesNotStartWith("forged-line");
    }

    private String code(String to, String type, Api who) {
        int before = parts.smtp().mailsTo(new EmailAddress(to)).size();
        who.post("send-code", "email", to, "type", type).ok("验证码已发送");
        String code = parts.smtp().awaitMailTo(new EmailAddress(to), before + 1).code();
        secrets.add(code);
        return code;
    }

    private Answer keep(Answer signedIn) {
        secrets.add(signedIn.accessToken());
        secrets.add(signedIn.refreshToken());
        return signedIn;
    }

    private void walk() {
        String code = code(email, "register", api);
        String name = EndToEnd.username();
        keep(api.post("register", "email", email, "code", code, "username", name, "password", PASSWORD)
                .ok("注册成功"));
        Answer login =
                keep(api.post("login", "email", email, "password", PASSWORD).ok("登录成功"));
        keep(api.post("refresh", "refresh_token", login.refreshToken()).ok("success"));
        String reset = code(email, "reset_password", api);
        api.post("reset-password", "email", email, "code", reset, "new_password", NEW_PASSWORD)
                .ok("密码重置成功");
        Answer again =
                keep(api.post("login", "email", email, "password", NEW_PASSWORD).ok("登录成功"));
        Api me = api.bearer(again.accessToken());
        String other = EndToEnd.email();
        secrets.add(other);
        String moves = code(other, "change_email", me);
        me.send("POST", "users/me/email", "email", other, "code", moves, "current_password", NEW_PASSWORD)
                .ok("success");
        api.bearer("administrators-key-of-this-test-000")
                .get("/api/v1/admin/users?email=" + other)
                .ok("success");
    }

    private void refusals() {
        Api client = api.with("X-Request-ID", "id-of-the-client").with("User-Agent", "forged-line {} %s");
        client.post("login", "email", email, "password", FORGED).refused(401, "AUTHENTICATION_ERROR");
        client.post("login", "email", "no\naddress", "password", PASSWORD).refused(400, "VALIDATION_ERROR");
        client.postRaw("login", "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD)
                .refused(400, "VALIDATION_ERROR");
        client.post("refresh", "refresh_token", secrets.get(secrets.size() - 1) + "x")
                .refused(401, "INVALID_TOKEN");
        client.post("verify-code", "email", email, "code", "000000");
        client.get("/" + email + "/%0aforged-line").refused(400, "VALIDATION_ERROR");
        client.bearer("not-" + secrets.get(secrets.size() - 1))
                .get("/api/v1/users/me")
                .refused(401, "INVALID_TOKEN");
    }

    private void outages() {
        String unlucky = EndToEnd.email();
        secrets.add(unlucky);
        parts.smtp().stop();
        api.post("send-code", "email", unlucky, "type", "register").ok("验证码已发送");
        parts.redis().kill();
        api.post("login", "email", email, "password", PASSWORD).refused(401, "AUTHENTICATION_ERROR");
        Await.until(() -> api.get("/health/ready").status() == 503);
    }
}
