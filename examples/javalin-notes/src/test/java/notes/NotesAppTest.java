package notes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application as it is, over HTTP; only its hashes are cheaper. */
class NotesAppTest {

    private static final byte[] SECRET = "a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TOKEN_SECRET = "another one, and as long as the first".getBytes(StandardCharsets.UTF_8);
    private static final BlockingQueue<Mail> MAILS = new LinkedBlockingQueue<>();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static EmbeddedPostgres postgres;
    private static HikariDataSource pool;
    private static NotesApp app;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.temporary();
        pool = PostgresDataSource.pool(PostgresSettings.of(postgres.jdbcUrl(), postgres.user(), postgres.password()));
        app = NotesApp.start(pool, MAILS::add, SECRET, TOKEN_SECRET, 4, 0);
    }

    @AfterAll
    static void stop() {
        app.close();
        pool.close();
        postgres.close();
    }

    @Test
    void notes_ofTwoUsers_areKeptApart() throws Exception {
        String moon = registered("moon");
        String star = registered("star");

        assertThat(post("/notes", "buy milk", moon).statusCode()).isEqualTo(201);
        assertThat(post("/notes", "feed the cat", star).statusCode()).isEqualTo(201);

        assertThat(notes(moon).findValuesAsText("text")).containsExactly("buy milk");
        assertThat(notes(star).findValuesAsText("text")).containsExactly("feed the cat");
        String mine = "/notes/" + notes(moon).path(0).path("id").asLong();
        assertThat(JSON.readTree(get(mine, moon).body()).path("text").asText()).isEqualTo("buy milk");
        assertThat(get(mine, star).statusCode()).isEqualTo(404);
    }

    @Test
    void notes_ofNobody_areRefusedAsTheCallsOfTheApiAre() throws Exception {
        for (HttpResponse<String> answer : List.of(
                get("/notes", ""),
                post("/notes", "x", ""),
                get("/notes", "x"),
                get("/notes/1", ""),
                get("/notes/1", "x"),
                get("/notes/1/more", ""))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(JSON.readTree(answer.body()).path("error").asText()).isEqualTo("INVALID_TOKEN");
        }
    }

    @Test
    void pages_thatAreTheApplicationsOwn_needNobody() throws Exception {
        assertThat(get("/", "").body()).isEqualTo("An application with notes.");
    }

    /** Registers over HTTP, and gives the access token. */
    private static String registered(String name) throws Exception {
        String email = name + "@example.org";
        String order = JSON.writeValueAsString(
                JSON.createObjectNode().put("email", email).put("type", "register"));
        assertThat(post("/api/v1/auth/send-code", order, "").statusCode()).isEqualTo(200);
        Mail mail = MAILS.poll(20, TimeUnit.SECONDS);
        assertThat(mail).isInstanceOf(Mail.Code.class);
        String form = JSON.writeValueAsString(JSON.createObjectNode()
                .put("email", email)
                .put("code", ((Mail.Code) mail).code().digits())
                .put("username", name)
                .put("password", "correct horse"));
        HttpResponse<String> answer = post("/api/v1/auth/register", form, "");
        return JSON.readTree(answer.body()).at("/data/tokens/access_token").asText();
    }

    private static JsonNode notes(String token) throws Exception {
        return JSON.readTree(get("/notes", token).body());
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return HTTP.send(request(path, token).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body, String token) throws Exception {
        HttpRequest request = request(path, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
