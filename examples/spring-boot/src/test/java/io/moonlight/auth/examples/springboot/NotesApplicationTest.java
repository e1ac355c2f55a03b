package io.moonlight.auth.examples.springboot;

import static io.moonlight.auth.examples.springboot.RunningApplication.PASSWORD;
import static io.moonlight.auth.examples.springboot.RunningApplication.address;
import static io.moonlight.auth.examples.springboot.RunningApplication.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.testkit.Race;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The application, started once, asked over HTTP and through its own beans. */
class NotesApplicationTest {

    /** As many as the migrations take at once. */
    private static final int CONNECTIONS = 4;

    private static final int CALLERS = 16;

    private static RunningApplication app;

    @BeforeAll
    static void start() {
        app = RunningApplication.start(CONNECTIONS);
    }

    /** The context is closed, and nothing of the login goes on. */
    @AfterAll
    static void stop() {
        assertThat(backgroundThreads()).isNotEmpty();
        app.close();
        assertThat(backgroundThreads()).isEmpty();
    }

    private static List<String> backgroundThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("moonlight-mail-"))
                .toList();
    }

    @Test
    void calls_fromCodeToLogout_openAndEndSessions() throws Exception {
        app.register("ada");

        JsonNode signedIn = json(app.post("/auth/login", json("email", address("ada"), "password", PASSWORD), ""), 200);
        JsonNode me = json(app.get("/me", access(signedIn.path("tokens"))), 200);
        assertThat(me.path("username").asString()).isEqualTo("ada");
        assertThat(me.toString()).doesNotContain("hash");

        JsonNode next = json(app.post("/auth/refresh", refresh(signedIn.path("tokens")), ""), 200);
        json(app.get("/me", access(next)), 200);

        assertThat(app.post("/auth/logout", refresh(next), "").statusCode()).isEqualTo(204);
        json(app.get("/me", access(next)), 401);
        assertProblem(app.post("/auth/refresh", refresh(next), ""), 401, "INVALID_TOKEN", "InvalidRefreshToken");
    }

    @Test
    void notes_ofTwoUsers_areKeptApart() throws Exception {
        String grace = access(app.register("grace").path("tokens"));
        String edsger = access(app.register("edsger").path("tokens"));

        JsonNode note = json(app.post("/notes", json("text", "a moth"), grace), 201);

        assertThat(note.path("text").asString()).isEqualTo("a moth");
        assertThat(json(app.get("/notes", grace), 200)).hasSize(1).containsExactly(note);
        assertThat(json(app.get("/notes", edsger), 200)).isEmpty();
    }

    @Test
    void guard_withoutATokenThatCounts_letsNobodyIn() throws Exception {
        for (String path : List.of("/me", "/notes", "/nowhere")) {
            assertProblem(app.get(path, ""), 401, "INVALID_TOKEN", "InvalidAccessToken");
            assertProblem(app.get(path, "forged"), 401, "INVALID_TOKEN", "InvalidAccessToken");
        }
        HttpResponse<String> refused = app.get("/me", "");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void calls_thatAreNoUse_areProblemsOfTheRightStatus() throws Exception {
        assertProblem(
                app.post("/auth/send-code", json("email", "nobody"), ""), 400, "VALIDATION_ERROR", "EMAIL_MALFORMED");
        assertProblem(
                app.post("/auth/login", json("email", address("alan"), "password", "wrong"), ""),
                401,
                "AUTHENTICATION_ERROR",
                "BadCredentials");
        assertThat(app.post("/auth/login", json("email", address("alan")), "").statusCode())
                .isEqualTo(400);
        assertThat(app.post("/auth/login", "{\"email\":null,\"password\":\"x\"}", "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(app.post("/auth/login", "{", "").statusCode()).isEqualTo(400);

        app.code("alan");
        HttpResponse<String> again = app.post("/auth/send-code", json("email", address("alan")), "");
        assertProblem(again, 429, "RATE_LIMIT_ERROR", "RateLimited");
        assertThat(again.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
    }

    @Test
    void migrations_ofBoth_keepTheirOwnHistory() {
        JdbcClient database = app.bean(JdbcClient.class);

        assertThat(database.sql("SELECT script FROM flyway_schema_history")
                        .query(String.class)
                        .list())
                .containsExactly("V1__notes.sql");
        assertThat(database.sql("SELECT script FROM moonlight_auth_schema_history WHERE type = 'SQL'")
                        .query(String.class)
                        .list())
                .anyMatch(script -> script.endsWith("V1__create_tables.sql"))
                .noneMatch(script -> script.endsWith("V1__notes.sql"));
    }

    @Test
    void applicationsTransaction_thatIsRolledBack_leavesWhatTheLoginDid() throws Exception {
        UserId barbara = idOf(app.register("barbara"));
        Auth auth = app.bean(Auth.class);
        Notes notes = app.bean(Notes.class);

        SignedIn signedIn = inTransaction().execute(transaction -> {
            notes.add(barbara, "never written");
            SignedIn opened = auth.login()
                    .handle(new Login.Command(
                            new EmailAddress(address("barbara")), new PasswordAttempt(PASSWORD), ClientInfo.LOCAL));
            transaction.setRollbackOnly();
            return opened;
        });

        assertThat(notes.of(barbara)).isEmpty();
        assertThat(auth.authenticate(signedIn.tokens().access()).user().id()).isEqualTo(barbara);
    }

    @Test
    void applicationsTransaction_inWhichTheDatabaseRefusedTheLoginSomething_isCommittedAllTheSame() throws Exception {
        UserId tony = idOf(app.register("tony"));
        String code = app.code("tony2");
        Auth auth = app.bean(Auth.class);
        Notes notes = app.bean(Notes.class);

        inTransaction().executeWithoutResult(transaction -> {
            notes.add(tony, "written");
            assertThatThrownBy(() -> auth.register()
                            .handle(new Register.Command(
                                    new EmailAddress(address("tony2")),
                                    new VerificationCode(code),
                                    new Username("Tony"),
                                    new RawPassword(PASSWORD),
                                    ClientInfo.LOCAL)))
                    .isInstanceOfSatisfying(
                            AuthException.class, e -> assertThat(e.error()).isEqualTo(new AuthError.UsernameTaken()));
        });

        assertThat(notes.of(tony)).extracting(Note::text).containsExactly("written");
    }

    @Test
    void addNote_bySixteenCallersOnFourConnections_fillsTheNotebookAndNoMore() throws Exception {
        String token = access(app.register("frances").path("tokens"));

        List<Integer> statuses =
                Race.run(
                                CALLERS,
                                i -> () -> app.post("/notes", json("text", "note " + i), token)
                                        .statusCode())
                        .stream()
                        .map(Race.Result::value)
                        .toList();

        assertThat(statuses)
                .containsOnly(201, 409)
                .filteredOn(status -> status == 201)
                .hasSize(Notes.PAGES);
        assertThat(json(app.get("/notes", token), 200)).hasSize(Notes.PAGES);
    }

    private static TransactionTemplate inTransaction() {
        return new TransactionTemplate(app.bean(PlatformTransactionManager.class));
    }

    private static void assertProblem(HttpResponse<String> response, int status, String error, String reason) {
        JsonNode problem = json(response, status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.path("error").asString()).isEqualTo(error);
        assertThat(problem.path("reason").asString()).isEqualTo(reason);
    }

    private static UserId idOf(JsonNode signedIn) {
        return new UserId(signedIn.path("user").path("id").asLong());
    }

    private static String access(JsonNode tokens) {
        return tokens.path("access_token").asString();
    }

    private static String refresh(JsonNode tokens) {
        return json("refresh_token", tokens.path("refresh_token").asString());
    }
}
