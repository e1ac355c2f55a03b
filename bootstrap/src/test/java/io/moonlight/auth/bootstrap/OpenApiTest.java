package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.OpenApi;
import io.moonlight.auth.bootstrap.testkit.OpenApi.Call;
import io.moonlight.auth.redis.TestRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

/**
 * The document and the server agree, call by call. Requests are sent word for word as the document shows them, to a server
 * that was made ready for them; only values that cannot be known in advance are replaced: {@code code}, {@code refresh_token}, a
 * session's {@code id} and what stands in {@code Authorization}.
 */
class OpenApiTest extends EndToEnd {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "an-administrators-key-of-40-characters-.";
    private static final String HASH = BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4));
    private static final String EMAIL = "moon@example.org";
    private static final List<String> LANGUAGES = List.of("zh", "en");

    private JsonNode document;
    private OpenApi openApi;

    @Override
    Map<String, String> overrides() {
        return Map.of("DEBUG", "true", "ADMIN_API_KEY", KEY, "LOGIN_BY_CODE", "true");
    }

    @BeforeAll
    void readDocument() {
        document = api().get("/openapi.json").json();
        openApi = new OpenApi(document);
    }

    @Test
    void document_ofAServerWithEverything_isTheWrittenOne() throws IOException {
        assertThat(document)
                .isEqualTo(JSON.readTree(Path.of("../docs/openapi.json").toFile()));
    }

    @Test
    void document_ofAServerWithoutAdministration_isTheSame() {
        try (MoonLightServer without = anotherServer(Map.of("ADMIN_API_KEY", "", "LOGIN_BY_CODE", "false"))) {
            assertThat(Api.of(without.uri()).get("/openapi.json").json()).isEqualTo(document);
        }
    }

    @Test
    void examples_ofEveryCall_areAsTheirSchemasSay() {
        int examples = 0;
        for (Call call : openApi.calls()) {
            for (JsonNode request : call.requests()) {
                JsonNode schema = OpenApi.schema(call.node().path("requestBody"));
                openApi.check(call.id(), schema, request.path("value"));
                examples++;
            }
            for (JsonNode response : call.node().path("responses")) {
                JsonNode content = openApi.resolve(response).at("/content/application~1json");
                for (JsonNode example : content.path("examples")) {
                    openApi.check(call.id(), content.path("schema"), example.path("value"));
                    examples++;
                }
            }
            for (JsonNode parameter : call.node().path("parameters")) {
                if (parameter.has("example")) {
                    openApi.check(call.id(), parameter.path("schema"), parameter.path("example"));
                }
            }
        }
        assertThat(examples).isGreaterThan(300);
    }

    @Test
    void requests_ofEveryCall_succeedAsDocumentedInBothLanguages() {
        for (Call call : openApi.callsInJson()) {
            List<String> names = new ArrayList<>();
            call.requests().fieldNames().forEachRemaining(names::add);
            for (String name : names.isEmpty() ? List.of("default") : names) {
                for (String language : LANGUAGES) {
                    Map<String, String> live = makeReady(call, name);
                    JsonNode body = replaced(call.requests().path(name).path("value"), live);

                    Answer answer =
                            client(call, live, language).exchange(call.method(), target(call, live, false), text(body));

                    assertThat(answer.status())
                            .as(call + " " + name + ": " + answer.body())
                            .isEqualTo(200);
                    openApi.check(call, answer);
                    JsonNode example = openApi.response(call, 200)
                            .at("/content/application~1json/examples/" + language + "/value/message");
                    assertThat(answer.message()).as(call.id()).isEqualTo(example.asText());
                }
            }
        }
    }

    @Test
    void errors_ofEveryCall_areTheDocumentedOnesInBothLanguages() {
        for (Call call : openApi.callsInJson()) {
            for (String language : LANGUAGES) {
                int provoked = 0;
                Map<String, String> live = makeReady(call, "default");
                Api caller = client(call, live, language);
                if (call.node().path("security").size() == 1) {
                    Api stranger = api().with("Accept-Language", language);
                    Answer answer = stranger.exchange(call.method(), target(call, live, false), "");
                    isTheExample(call, answer, 401, "InvalidAccessToken." + language);
                    provoked++;
                }
                if (call.hasBody()) {
                    Answer answer = caller.exchange(call.method(), target(call, live, false), "{}");
                    isTheExample(call, answer, 400, "InvalidFields." + language);
                    provoked++;
                } else if (target(call, live, false).contains("?")) {
                    Answer answer = caller.exchange(call.method(), target(call, live, true), "");
                    isTheExample(call, answer, 400, "InvalidFields." + language);
                    provoked++;
                }
                if (call.path().contains("{id}") && !call.id().equals("revokeInvitation")) { // which revokes none
                    JsonNode body = replaced(call.requests().path("default").path("value"), live);
                    String nobody = call.path().replace("{id}", "00000000-0000-4000-8000-000000000000");
                    Answer answer = caller.exchange(call.method(), nobody, text(body));
                    String error = call.path().endsWith("/sessions/{id}") ? "SessionNotFound." : "UserNotFound.";
                    isTheExample(call, answer, 404, error + language);
                    provoked++;
                }
                if (provoked == 0) {
                    Answer answer = caller.with("X-Long", "x".repeat(9_000)).exchange(call.method(), call.path(), "");
                    assertThat(answer.status()).as(call.id()).isEqualTo(431);
                    openApi.check(call, answer);
                }
            }
        }
    }

    @Test
    void ready_whileAPartIsDown_isTheDocumented503() {
        Call ready = openApi.calls().stream()
                .filter(call -> call.id().equals("ready"))
                .findFirst()
                .orElseThrow();
        parts.smtp().stop();
        try {
            Await.until(() -> api().get(ready.path()).status() == 503); // a look is kept for some seconds
            Answer answer = api().get(ready.path()).refused(503, "SERVICE_UNAVAILABLE");

            openApi.check(ready, answer);
            assertThat(answer.json().path("checks").path("mail").asText()).isEqualTo("down");
        } finally {
            parts.smtp().start();
        }
        Await.until(() -> api().get(ready.path()).status() == 200);
    }

    /** The answer is an example of the document, to the last letter. */
    private void isTheExample(Call call, Answer answer, int status, String name) {
        JsonNode example = openApi.response(call, status)
                .path("content")
                .path("application/json")
                .path("examples")
                .path(name)
                .path("value");
        assertThat(answer.status()).as(call + ": " + answer.body()).isEqualTo(status);
        assertThat(answer.json()).as(call.id()).isEqualTo(example);
        openApi.check(call, answer);
    }

    /** Prepares an empty server for a request; returns the values that cannot be known in advance. */
    private Map<String, String> makeReady(Call call, String request) {
        forgetEverything();
        Map<String, String> live = new HashMap<>();
        boolean moves = call.id().equals("changeEmail") || request.equals("change_email");
        boolean strangers = List.of("checkEmail", "register", "invite").contains(call.id());
        boolean newcomer = List.of("sendCode", "verifyCode").contains(call.id()) && request.equals("default");
        if (!strangers && !newcomer) {
            String email = moves ? "sun@example.org" : EMAIL;
            insertUser(email, HASH);
            Answer signedIn = login(api(), email, PASSWORD).ok("登录成功");
            live.put("access", signedIn.accessToken());
            live.put("refresh_token", signedIn.refreshToken());
            if (call.path().endsWith("/sessions/{id}")) {
                login(api(), email, PASSWORD).ok("登录成功");
                live.put("id", value("SELECT id FROM sessions ORDER BY created_at DESC LIMIT 1"));
            }
        }
        if (call.requests().path(request).path("value").has("code")) {
            boolean signsIn = call.id().equals("loginByCode") || request.equals("login");
            String type =
                    signsIn ? "login" : moves ? "change_email" : strangers || newcomer ? "register" : "reset_password";
            Api api = live.containsKey("access") ? api().bearer(live.get("access")) : api();
            live.put("code", code(api, EMAIL, type));
        }
        return live;
    }

    /** A mail that is still under way would be taken for the next one. */
    private void forgetEverything() {
        Await.until(Duration.ofMillis(5), () -> count("mail_outbox") == 0);
        parts.execute(
                "TRUNCATE users, verification_codes, invitations, sessions, mail_outbox, known_addresses RESTART IDENTITY CASCADE");
        try (UnifiedJedis redis = TestRedis.patientClient(parts.redis().uri())) {
            TestRedis.send(redis, Command.FLUSHALL);
        }
    }

    /** The credential that the call needs. */
    private Api client(Call call, Map<String, String> live, String language) {
        Api api = api().with("Accept-Language", language);
        String security = call.node().path("security").toString();
        if (security.contains("adminKey")) {
            return api.bearer(KEY);
        }
        return security.contains("accessToken") && live.containsKey("access") ? api.bearer(live.get("access")) : api;
    }

    /** @param twice whether each parameter of the query is repeated */
    private static String target(Call call, Map<String, String> live, boolean twice) {
        String path = call.path();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : call.node().path("parameters")) {
            String name = parameter.path("name").asText();
            String value = parameter.path("example").asText();
            if (parameter.path("in").asText().equals("path")) {
                path = path.replace("{" + name + "}", live.getOrDefault(name, value));
            } else if (parameter.path("in").asText().equals("query")) {
                query.add(name + "=" + value);
                if (twice) {
                    query.add(name + "=" + value);
                }
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static JsonNode replaced(JsonNode example, Map<String, String> live) {
        if (example instanceof ObjectNode fields) {
            ObjectNode body = fields.deepCopy();
            live.forEach((name, value) -> {
                if (body.has(name)) {
                    body.put(name, value);
                }
            });
            return body;
        }
        return example;
    }

    private static String text(JsonNode body) {
        return body.isMissingNode() ? "" : body.toString();
    }
}
