package io.moonlight.auth.examples.springboot;

import static io.moonlight.auth.examples.springboot.RunningApplication.CALLS;
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

        JsonNode signedIn = json(
                        app.post(CALLS + "/login", json("email", address("ada"), "password", PASSWORD), ""), 200)
                .path("data");
        json(app.get("/notes", access(signedIn.path("tokens"))), 200);

        JsonNode next = json(app.post(CALLS + "/refresh", refresh(signedIn.path("tokens")), ""), 200)
                .path("data");
        json(app.get("/notes", access(next)), 200);

        json(app.post(CALLS + "/logout", refresh(next), ""), 200);
        assertRejected(app.get("/notes", access(next)), 401, "INVALID_TOKEN");
        assertRejected(app.post(CALLS + "/refresh", refresh(next), ""), 401, "INVALID_TOKEN");
    }

    @Test
    void notesOfAll_forAnEditor_areShown() throws Exception {
        JsonNode mary = app.register("mary");
        String token = access(mary.path("tokens"));
        json(app.post("/notes", json("text", "to be seen"), token), 201);

        assertRejected(app.get("/notes/all", token), 403, "FORBIDDEN");
        app.giveRole(mary.path("user").path("id").asLong(), "editor");
        assertThat(json(app.get("/notes/all", token), 200).toString()).contains("to be seen");
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
    void controllers_withoutATokenThatCounts_letNobodyIn() throws Exception {
        for (String path : List.of("/notes", "/notes/all", "/nowhere")) {
            assertRejected(app.get(path, ""), 401, "INVALID_TOKEN");
            assertRejected(app.get(path, "forged"), 401, "INVALID_TOKEN");
        }
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

    private static void assertRejected(HttpResponse<String> response, int status, String error) {
        assertThat(json(response, status).path("error").asString()).isEqualTo(error);
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
