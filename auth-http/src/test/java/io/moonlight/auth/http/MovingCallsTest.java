package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.ADMIN_KEY;
import static io.moonlight.auth.http.People.PASSWORD;
import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section "Moving in and out" of the contract. */
class MovingCallsTest {

    private static final String IMPORT = "/api/v1/admin/users/import";
    private static final String EXPORT = "/api/v1/admin/users/export";
    private static final String TYPE = "application/x-ndjson";
    private static final int CALLERS = 16;

    private final Backend backend = new Backend();
    private final Api api = Api.standalone(backend.auth, options -> options.adminKey(ADMIN_KEY));
    private final String hash = new InMemoryPasswordHasher(Samples.random())
            .hash(new RawPassword(PASSWORD), ClientInfo.LOCAL)
            .value();

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Answer imported(String lines, String... more) {
        return api.send("POST", IMPORT, lines.getBytes(UTF_8), headers(TYPE, more));
    }

    private static String[] headers(String type, String... more) {
        return IntStream.range(0, more.length + 4)
                .mapToObj(i -> i < 4
                        ? List.of("Authorization", "Bearer " + ADMIN_KEY, "Content-Type", type)
                                .get(i)
                        : more[i - 4])
                .toArray(String[]::new);
    }

    private Api.Answer exported(String query) {
        return api.get(EXPORT + query, "Authorization", "Bearer " + ADMIN_KEY);
    }

    private Conversation converse() {
        return api.converse(IMPORT, headers(TYPE));
    }

    private static String line(String email) {
        return json("email", email) + "\n";
    }

    @Test
    void import_storesEachLineAndAnswersItInItsOrder() {
        Api.Answer answer = imported("""
                {"email":"Ada@Example.org","username":"Ada","password_hash":"%s","is_active":true,"is_verified":true,\
                "created_at":"2009-08-07T08:05:04.123456+02:00","roles":["editor","author"],"id":99,"extra":{"a":[1]}}

                {"email":"ben@example.org","username":null,"password_hash":null}
                {"email":"ada@example.org","username":"ada"}
                {"email":"ada@example.org","username":"Other"}
                {"email":"eve@example.org","username":"ADA"}
                {"email":"eve@example.org","is_active":false}""".formatted(hash));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
        assertThat(answer.text().lines())
                .containsExactly(
                        "{\"line\":1,\"id\":1}",
                        "{\"line\":3,\"id\":2}",
                        "{\"line\":4,\"id\":1,\"exists\":true}",
                        "{\"line\":5,\"error\":\"CONFLICT\",\"message\":\"该邮箱已注册\"}",
                        "{\"line\":6,\"error\":\"CONFLICT\",\"message\":\"该用户名已被使用\"}",
                        "{\"line\":7,\"id\":3}");
        assertThat(api.post("/login", json("email", "ada@example.org", "password", PASSWORD))
                        .data()
                        .path("user")
                        .toString())
                .isEqualTo("{\"id\":1,\"email\":\"ada@example.org\",\"username\":\"Ada\",\"is_active\":true,"
                        + "\"is_verified\":true,\"created_at\":\"2009-08-07T06:05:04.123456Z\","
                        + "\"roles\":[\"author\",\"editor\"]}");
        User ben = backend.users.findById(new UserId(2)).orElseThrow();
        assertThat(ben.username().value()).isEqualTo("u2_1");
        assertThat(ben.active()).isTrue();
        assertThat(ben.verified()).isFalse();
        assertThat(ben.createdAt()).isEqualTo(backend.clock.instant().truncatedTo(ChronoUnit.MICROS));
        assertThat(backend.users.findById(new UserId(3)).orElseThrow().active()).isFalse();
        assertThat(backend.events.recorded())
                .filteredOn(event -> event.type() == AuthEvent.Type.ADMINISTERED)
                .extracting(AuthEvent::detail)
                .containsExactly("import_created_3_existing_1_rejected_2");
    }

    @Test
    void import_ofUsersWithoutAPassword_letsThemInAfterAReset() {
        imported(line("ben@example.org"));
        Api.Answer wrong = api.post("/login", json("email", "nobody@example.org", "password", PASSWORD));

        for (String attempt : List.of("!", PASSWORD)) {
            Api.Answer login = api.post("/login", json("email", "ben@example.org", "password", attempt));
            assertThat(login.text()).isEqualTo(wrong.text());
        }
        api.post("/send-code", json("email", "ben@example.org", "type", "reset_password"));
        String code = backend.mailedCode("ben@example.org");
        api.post("/reset-password", json("email", "ben@example.org", "code", code, "new_password", "a new password"));

        assertThat(api.post("/login", json("email", "ben@example.org", "password", "a new password"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|email",
                "{\"email\":\"x\",\"username\":\"1\",\"password_hash\":\"$1$x\",\"roles\":[\"A\"]}"
                        + "|email,username,password_hash,roles",
                "{\"email\":1,\"username\":2,\"password_hash\":3,\"is_active\":\"true\",\"is_verified\":1,"
                        + "\"created_at\":4,\"roles\":\"x\"}"
                        + "|email,username,password_hash,is_active,is_verified,created_at,roles",
                "{\"email\":\"a@example.org\",\"password_hash\":\"\"}|password_hash",
                "{\"email\":\"a@example.org\",\"password_hash\":\"!\"}|password_hash",
                "{\"email\":\"a@example.org\",\"created_at\":\"2020-01-01T00:00:00\"}|created_at",
                "{\"email\":\"a@example.org\",\"created_at\":\"+10000-01-01T00:00:00Z\"}|created_at",
                "{\"email\":\"a@example.org\",\"created_at\":\"+999999999-12-31T23:00:00-18:00\"}|created_at",
                "{\"email\":\"a@example.org\",\"created_at\":\"yesterday\"}|created_at",
            })
    void import_ofALineWithWrongFields_namesAllOfThemAndStopsNobody(String line, String fields) {
        Api.Answer answer = imported(line + "\n" + line("good@example.org"), "Accept-Language", "en");

        List<String> lines = answer.text().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("{\"line\":1,\"error\":\"VALIDATION_ERROR\",\"message\":\"Validation failed\"");
        assertThat(lines.get(0).split("\"field\":\"", -1))
                .extracting(part -> part.substring(0, part.indexOf('"')))
                .containsExactly(("{," + fields).split(","));
        assertThat(lines.get(1)).isEqualTo("{\"line\":2,\"id\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "x", "{\"email\":\"a@example.org\"", "{\"a\":1,\"a\":2}", "{}{}", "\u0000"})
    void import_ofALineThatIsNoObject_isWrongAndStopsNobody(String line) {
        assertThat(imported(line + "\n" + line("good@example.org")).text().lines())
                .containsExactly(
                        "{\"line\":1,\"error\":\"VALIDATION_ERROR\",\"message\":\"数据验证失败\"}", "{\"line\":2,\"id\":1}");
    }

    @Test
    void import_ofALineThatIsTooLong_isRejectedAndStopsNobody() {
        String start = "{\"email\":\"a@example.org\",\"x\":\"";
        String most = start + "x".repeat(16 * 1024 - start.length() - 2) + "\"}\n";

        assertThat(imported(most.replace("\"}\n", "x\"}\n") + most).text().lines())
                .containsExactly(
                        "{\"line\":1,\"error\":\"PAYLOAD_TOO_LARGE\",\"message\":\"请求体过大\"}", "{\"line\":2,\"id\":1}");
    }

    @Test
    void import_isAnsweredWhileLinesStillArrive() throws IOException {
        try (Conversation conversation = converse()) {
            conversation.send(line("a@example.org"));
            assertThat(conversation.status()).isEqualTo(200);
            assertThat(conversation.line()).isEqualTo("{\"line\":1,\"id\":1}");
            conversation.send(line("b@example.org") + "{}\n{\"email\":\"c@exa");
            assertThat(conversation.line()).isEqualTo("{\"line\":2,\"id\":2}");
            assertThat(conversation.line()).startsWith("{\"line\":3,\"error\"");
            conversation.send("mple.org\"}");
            conversation.end();
            assertThat(conversation.line()).isEqualTo("{\"line\":4,\"id\":3}");
            assertThat(conversation.line()).isEmpty();
        }
    }

    @Test
    void import_thatBreaksOff_hasStoredEachAnsweredLine() throws IOException {
        try (Conversation conversation = converse()) {
            conversation.send(line("a@example.org"));
            assertThat(conversation.status()).isEqualTo(200);
            assertThat(conversation.line()).isEqualTo("{\"line\":1,\"id\":1}");
            conversation.send("{\"email\":\"b@exa");
        }

        assertThat(imported(line("a@example.org") + line("b@example.org"))
                        .text()
                        .lines())
                .containsExactly("{\"line\":1,\"id\":1,\"exists\":true}", "{\"line\":2,\"id\":2}");
    }

    @Test
    void import_byAClientThatReadsOnlyAfterItHasSentAll_isAnswered() {
        int lines = 60_000;

        Api.Answer answer = imported("{}\n".repeat(lines));

        assertThat(answer.body().length).isGreaterThan(8_000_000);
        assertThat(answer.text().lines().count()).isEqualTo(lines);
        assertThat(answer.text()).contains("{\"line\":" + lines + ",\"error\"");
    }

    @Test
    void import_ofOneFileByManyAtOnce_storesEachLineOnceAndAnswersAllAlike() {
        String file = IntStream.range(0, 40)
                .mapToObj(i -> line("p" + i + "@example.org"))
                .collect(Collectors.joining());

        List<Race.Result<Api.Answer>> results = Race.run(CALLERS, i -> () -> imported(file));

        assertThat(results).allMatch(Race.Result::succeeded);
        List<String> plain = results.stream()
                .map(result -> result.value().text().replace(",\"exists\":true", ""))
                .distinct()
                .toList();
        assertThat(plain).hasSize(1);
        assertThat(plain.get(0).lines()).hasSize(40);
        long stored = results.stream()
                .flatMap(result -> result.value().text().lines())
                .filter(line -> !line.contains("exists"))
                .count();
        assertThat(stored).isEqualTo(40);
        assertThat(exported("").text().lines()).hasSize(40);
    }

    @Test
    void import_withAWrongKey_isRefusedBeforeTheBodyArrives() throws IOException {
        try (Conversation conversation =
                api.converse(IMPORT, "Authorization", "Bearer " + "x".repeat(40), "Content-Type", TYPE)) {
            assertThat(conversation.status()).isEqualTo(401);
        }
        try (Conversation conversation = api.converse(IMPORT, headers("application/json"))) {
            assertThat(conversation.status()).isEqualTo(415);
        }
    }

    @Test
    void calls_withoutAKeyOrOfAnotherKind_areRefused() {
        refused(api.send("POST", IMPORT, new byte[0], "Content-Type", TYPE), 401, "INVALID_TOKEN", "无效的访问令牌");
        refused(api.get(EXPORT), 401, "INVALID_TOKEN", "无效的访问令牌");
        refused(
                api.send("POST", IMPORT, "{}".getBytes(UTF_8), headers("application/json")),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "不支持的媒体类型");
        refused(imported("{}", "Content-Encoding", "gzip"), 415, "UNSUPPORTED_MEDIA_TYPE", "不支持的媒体类型");
        Api.Answer get = api.get(IMPORT, "Authorization", "Bearer " + ADMIN_KEY);
        refused(get, 405, "METHOD_NOT_ALLOWED", "不支持的请求方法");
        assertThat(get.header("Allow")).isEqualTo("OPTIONS, POST");
        assertThat(exported("?hashes=1").fieldMessage("hashes")).isNotEmpty();
        assertThat(exported("").text()).isEmpty();
    }

    @Test
    void import_ofNothing_answersNothing() {
        Api.Answer answer = imported("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void export_givesWhatAnImportTakes() {
        imported("""
                {"email":"ada@example.org","username":"Ada","password_hash":"%s","is_verified":true,\
                "created_at":"2009-08-07T06:05:04Z","roles":["editor"]}
                {"email":"ben@example.org","username":"Ben","is_active":false,"created_at":"2010-08-07T06:05:04Z"}
                """.formatted(hash));

        Api.Answer bare = exported("");
        assertThat(bare.header("Content-Type")).isEqualTo(TYPE);
        assertThat(bare.text()).isEqualTo("""
                {"id":1,"email":"ada@example.org","username":"Ada","is_active":true,"is_verified":true,\
                "created_at":"2009-08-07T06:05:04Z","roles":["editor"]}
                {"id":2,"email":"ben@example.org","username":"Ben","is_active":false,"is_verified":false,\
                "created_at":"2010-08-07T06:05:04Z","roles":[]}
                """);
        assertThat(hashEvents()).isZero();
        Api.Answer whole = exported("?hashes=true");
        assertThat(whole.text()).contains("\"username\":\"Ada\",\"password_hash\":\"" + hash + "\"");
        assertThat(whole.text().replaceAll(",\"password_hash\":\"[^\"]*\"", "")).isEqualTo(bare.text());
        assertThat(hashEvents()).isOne();
        assertThat(exported("?hashes=false").text()).isEqualTo(bare.text());

        Backend other = new Backend();
        try (Api another = Api.standalone(other.auth, options -> options.adminKey(ADMIN_KEY))) {
            another.send("POST", IMPORT, whole.body(), headers(TYPE));
            assertThat(another.get(EXPORT + "?hashes=true", "Authorization", "Bearer " + ADMIN_KEY)
                            .text())
                    .isEqualTo(whole.text());
        }
        assertThat(imported(whole.text()).text().lines()).allMatch(line -> line.contains("\"exists\":true"));
    }

    static List<Throwable> failures() {
        return List.of(
                new AuthUnavailableException("database", Duration.ofSeconds(1)), new StackOverflowError("on purpose"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void export_thatCannotGoOn_endsWithoutTheEndOfTheAnswer(Throwable failure) {
        imported(IntStream.range(0, 1001)
                .mapToObj(i -> line("p" + i + "@example.org"))
                .collect(Collectors.joining()));
        UserRepository failing = (UserRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UserRepository.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("export") && !arguments[0].equals(Optional.empty())) {
                        throw failure;
                    }
                    return method.invoke(backend.users, arguments);
                });
        AuthStore store = (AuthStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AuthStore.class},
                (proxy, method, arguments) ->
                        method.getName().equals("users") ? failing : method.invoke(backend.store, arguments));

        try (Api broken =
                Api.standalone(backend.builder().store(store).build(), options -> options.adminKey(ADMIN_KEY))) {
            assertThatThrownBy(() -> broken.get(EXPORT, "Authorization", "Bearer " + ADMIN_KEY))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    private long hashEvents() {
        return backend.events.recorded().stream()
                .filter(event -> event.type() == AuthEvent.Type.HASHES_EXPORTED)
                .count();
    }
}
