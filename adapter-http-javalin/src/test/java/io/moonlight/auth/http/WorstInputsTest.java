package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClaimedWish;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody should send: each is refused in the envelope, is not echoed, and leaves nothing behind. */
class WorstInputsTest {

    private static final Map<String, String> GOOD = Map.of(
            "/check-email", "{'email':'zz@example.org'}",
            "/send-code", "{'email':'zz@example.org','type':'register'}",
            "/verify-code", "{'email':'zz@example.org','code':'123456'}",
            "/register", "{'email':'zz@example.org','code':'123456','username':'zorro','password':'correct horse'}",
            "/login", "{'email':'zz@example.org','password':'correct horse'}",
            "/reset-password", "{'email':'zz@example.org','code':'123456','new_password':'correct horse'}",
            "/refresh", "{'refresh_token':'abc'}",
            "/logout", "{'refresh_token':'abc'}");

    private static Backend backend;
    private static Api api;

    @BeforeAll
    static void start() {
        backend = new Backend();
        api = Api.standalone(backend.auth);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /** Bodies that are wrong for every call. */
    static Stream<Arguments> brokenBodies() {
        List<Arguments> all = new ArrayList<>();
        GOOD.forEach((call, body) -> {
            String good = body.replace('\'', '"');
            String first = good.substring(good.indexOf('"'), good.indexOf(':'));
            String open = good.substring(0, good.length() - 1);
            all.add(broken(call, "blank", " "));
            all.add(broken(call, "null", "null"));
            all.add(broken(call, "array", "[" + good + "]"));
            all.add(broken(call, "string", "\"zz@example.org\""));
            all.add(broken(call, "number", "1e999"));
            all.add(broken(call, "trailing object", good + "{}"));
            all.add(broken(call, "trailing text", good + "x"));
            all.add(broken(call, "trailing NUL", good + "\0"));
            all.add(broken(call, "duplicate key", open + "," + first + ":\"x\"}"));
            all.add(broken(
                    call,
                    "escaped duplicate key",
                    open + ",\"\\u00" + hex(first.charAt(1)) + first.substring(2) + ":\"x\"}"));
            all.add(broken(call, "duplicate unknown key", open + ",\"a\":1,\"a\":2}"));
            all.add(broken(call, "unclosed", open));
            all.add(broken(call, "single quotes", body));
            all.add(broken(call, "comment", "/* */" + good));
            all.add(broken(call, "trailing comma", open + ",}"));
            all.add(broken(call, "NaN", open + ",\"n\":NaN}"));
            all.add(broken(call, "leading zero", open + ",\"n\":01}"));
            all.add(broken(call, "long number", open + ",\"n\":" + "9".repeat(5_000) + "}"));
            all.add(broken(call, "nested arrays", open + ",\"n\":" + "[".repeat(8_000) + "]".repeat(7_000) + "}"));
            all.add(broken(call, "nested objects", "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000)));
            all.add(broken(call, "raw control character", open + ",\"n\":\"\u0001\"}"));
            all.add(broken(call, "raw NUL", open + ",\"n\":\"\0\"}"));
            all.add(broken(call, "bad escape", open + ",\"n\":\"\\x41\"}"));
            all.add(broken(call, "half escape", open + ",\"n\":\"\\u12\"}"));
            all.add(broken(call, "byte order mark", "\uFEFF" + good));
            all.add(Arguments.of(call, "UTF-16", good.getBytes(StandardCharsets.UTF_16LE)));
            all.add(Arguments.of(call, "UTF-32", good.getBytes(Charset.forName("UTF-32BE"))));
            all.add(Arguments.of(call, "Latin-1", (open + ",\"n\":\"é\"}").getBytes(StandardCharsets.ISO_8859_1)));
            all.add(bytes(call, "overlong slash", open, 0xC0, 0xAF));
            all.add(bytes(call, "encoded surrogate", open, 0xED, 0xA0, 0x80));
            all.add(bytes(call, "beyond Unicode", open, 0xF5, 0x80, 0x80, 0x80));
            all.add(bytes(call, "cut sequence", open, 0xE4, 0xBD));
        });
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("brokenBodies")
    void post_ofABrokenBody_isRefusedAsAWhole(String call, String what, byte[] body) {
        Api.Answer answer = api.send("POST", Api.AUTH + call, body);
        assertThat(answer.text())
                .as(what)
                .isEqualTo("{\"code\":400,\"message\":\"数据验证失败\",\"error\":\"VALIDATION_ERROR\"}");
        assertThat(answer.status()).isEqualTo(400);
        nothingIsLeftBehind();
    }

    /** Texts that no field of that name may have; login's password and tokens may be any text. */
    static Stream<Arguments> badFields() {
        List<Arguments> all = new ArrayList<>();
        for (Map.Entry<String, String> call : GOOD.entrySet()) {
            String good = call.getValue().replace('\'', '"');
            for (String field :
                    List.of("email", "code", "username", "password", "new_password", "refresh_token", "type")) {
                if (good.contains("\"" + field + "\"")) {
                    boolean anyText = field.equals("refresh_token")
                            || (call.getKey().equals("/login") && field.equals("password"));
                    for (String bad : badValues(field, anyText)) {
                        all.add(Arguments.of(call.getKey(), field, bad, good));
                    }
                }
            }
        }
        return all.stream();
    }

    private static List<String> badValues(String field, boolean anyText) {
        List<String> bad =
                new ArrayList<>(List.of("null", "1", "1.5", "true", "false", "{}", "[]", "[\"a\"]", "{\"$ne\":\"\"}"));
        boolean chosen = field.endsWith("password");
        if (!anyText && !chosen) {
            for (String text : List.of(
                    "",
                    " ",
                    "\\u0000",
                    "\\ud800",
                    "\\udc00x",
                    "a\\u0000b@example.org",
                    "\\u202eada",
                    "' OR 1=1 --",
                    "<script>alert(1)</script>",
                    "${jndi:ldap://x}",
                    "../../etc/passwd",
                    "x".repeat(5_000))) {
                bad.add("\"" + text + "\"");
            }
        }
        switch (field) {
            case "email" ->
                bad.addAll(List.of(
                        "\"a@b\"",
                        "\"a b@example.org\"",
                        "\"a@example.org\\r\\nBcc: b@example.org\"",
                        "\"Ada <ada@example.org>\"",
                        "\"ada@[127.0.0.1]\"",
                        "\"ada@127.0.0.1\"",
                        "\"\\\"a\\\"@example.org\"",
                        "\"ada@example.org,bob@example.org\"",
                        "\"ada@exam_ple.org\"",
                        "\"ada@.org\"",
                        "\".a@example.org\""));
            case "code" ->
                bad.addAll(List.of(
                        "123456",
                        "\"12345\"",
                        "\"1234567\"",
                        "\"１２３４５６\"",
                        "\"12345a\"",
                        "\" 123456\"",
                        "\"123456\\n\"",
                        "\"٠١٢٣٤٥\"",
                        "\"-12345\"",
                        "\"+12345\""));
            case "username" ->
                bad.addAll(List.of(
                        "\"ab\"",
                        "\"1abc\"",
                        "\"_abc\"",
                        "\"a-b-c\"",
                        "\"аdmin\"",
                        "\"admin\\n\"",
                        "\"" + "a".repeat(21) + "\"",
                        "\"ıstanbul\""));
            case "password", "new_password" -> {
                if (!anyText) {
                    bad.addAll(List.of(
                            "\"1234567\"",
                            "\"" + "x".repeat(33) + "\"",
                            "\"" + "月".repeat(25) + "\"",
                            "\"longenough\\u0000\"",
                            "\"longenough\\udfff\"",
                            "\"" + "😀".repeat(19) + "\""));
                } else {
                    bad.add("\"" + "x".repeat(1025) + "\"");
                }
            }
            case "type" ->
                bad.addAll(List.of(
                        "\"change_email\"",
                        "\"REGISTER\"",
                        "\"register \"",
                        "\"password_changed\"",
                        "\"reset-password\""));
            default -> assertThat(field).isEqualTo("refresh_token");
        }
        return bad;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("badFields")
    void post_ofABadField_namesThatFieldAlone(String call, String field, String bad, String good) {
        String body =
                good.replaceFirst("\"" + field + "\":\"[^\"]*\"", Matcher.quoteReplacement("\"" + field + "\":" + bad));
        Api.Answer answer = api.post(call, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("VALIDATION_ERROR");
        assertThat(answer.message()).isEqualTo("数据验证失败");
        assertThat(answer.json().path("errors")).hasSize(1);
        assertThat(answer.fieldMessage(field)).isNotEmpty();
        nothingIsLeftBehind();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void post_ofAnEmptyObject_namesAllMissingFields(String call, String good) {
        Api.Answer answer = api.post(call, "{}");
        long expected = good.chars().filter(c -> c == ':').count();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors")).hasSize((int) expected);
        answer.json()
                .path("errors")
                .forEach(error -> assertThat(error.path("message").asText()).isEqualTo("该字段为必填项"));
        nothingIsLeftBehind();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void post_withUnknownFields_isReadWithoutThem(String call, String good) {
        String body = good.substring(0, good.length() - 1) + ",\"x\":{\"y\":[1,null,true]},\"z\":1.5e3,\"id\":null}";
        Api.Answer plain = api.post(call, body);
        assertThat(plain.json().path("errors").isEmpty() || plain.message().equals("验证码不存在"))
                .isTrue();
        backend.clock.advance(Duration.ofDays(2));
        takeWish();
    }

    static Stream<Arguments> calls() {
        return GOOD.entrySet().stream()
                .map(call -> Arguments.of(call.getKey(), call.getValue().replace('\'', '"')));
    }

    private static void nothingIsLeftBehind() {
        assertThat(takeWish()).isEmpty();
        assertThat(api.post("/check-email", "{\"email\":\"zz@example.org\"}")
                        .data()
                        .path("exists")
                        .asBoolean(true))
                .isFalse();
    }

    private static Optional<ClaimedWish> takeWish() {
        return backend.outbox.claim(backend.clock.instant(), Duration.ofDays(20));
    }

    private static Arguments broken(String call, String what, String body) {
        return Arguments.of(call, what, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments bytes(String call, String what, String open, int... raw) {
        byte[] head = (open + ",\"n\":\"").getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(head, head.length + raw.length + 2);
        for (int i = 0; i < raw.length; i++) {
            body[head.length + i] = (byte) raw[i];
        }
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        return Arguments.of(call, what, body);
    }

    private static String hex(char c) {
        return Integer.toHexString(c);
    }
}
