package notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.redis.TestRedis;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import redis.clients.jedis.UnifiedJedis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a mailed code to @PreAuthorize over HTTP, on real servers, with the versions of Spring Boot. */
class NotesApplicationTest {

    private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.temporary();
    private static final TestRedis REDIS = TestRedis.startWithPassword("pass:word");
    private static final TestSmtpServer MAILS = TestSmtpServer.startPlain();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ADMIN_KEY = "an-administrator-key-of-32-characters";

    private final HttpClient client = HttpClient.newHttpClient();
    private String base = "";

    /** What {@code @ServiceConnection} makes of containers. */
    static class Connections {

        @Bean
        JdbcConnectionDetails database() {
            return new JdbcConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return POSTGRES.jdbcUrl();
                }

                @Override
                public String getUsername() {
                    return POSTGRES.user();
                }

                @Override
                public String getPassword() {
                    return POSTGRES.password();
                }
            };
        }

        @Bean
        DataRedisConnectionDetails redis() {
            return new DataRedisConnectionDetails() {
                @Override
                public String getPassword() {
                    return "pass:word";
                }

                @Override
                public Standalone getStandalone() {
                    return Standalone.of("127.0.0.1", REDIS.port());
                }
            };
        }
    }

    @AfterAll
    static void stop() {
        MAILS.close();
        REDIS.close();
        POSTGRES.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat:jetty.autoconfigure.servlet.Jetty", "jetty:tomcat.autoconfigure.servlet.Tomcat"})
    void user_withAMailedCodeAndARole_readsTheDrafts(String server) throws Exception {
        String name = server.replaceFirst(":.*", "");
        String other = "org.springframework.boot." + server.replaceFirst(".*:", "") + "ServletWebServerAutoConfiguration";
        try (ConfigurableApplicationContext app =
                new SpringApplicationBuilder(NotesApplication.class, Connections.class)
                        .run(
                                "--server.port=0",
                                "--spring.main.banner-mode=off",
                                "--logging.level.root=warn",
                                "--spring.autoconfigure.exclude=" + other,
                                "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                                "--spring.mail.host=127.0.0.1",
                                "--spring.mail.port=" + MAILS.port(),
                                "--spring.mail.properties.mail.smtp.timeout=5000",
                                "--moonlight.auth.admin-key=" + ADMIN_KEY)) {
            assertThat(app.getClass().getSimpleName()).contains("Servlet");
            base = "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port");
            JsonNode registered = register(name);
            String token = registered.path("tokens").path("access_token").asString();

            assertThat(send("GET", "/drafts", "", "").statusCode()).isEqualTo(401);
            assertThat(send("GET", "/drafts", "", token).statusCode()).isEqualTo(403);
            String roles = "/api/v1/admin/users/" + registered.path("user").path("id").asLong() + "/roles";
            data(send("PUT", roles, "{\"roles\":[\"editor\"]}", ADMIN_KEY));
            HttpResponse<String> drafts = send("GET", "/drafts", "", token);
            assertThat(drafts.statusCode()).isEqualTo(200);
            assertThat(drafts.body()).isEqualTo("{\"user_name\":\"" + name + "\"}");

            assertParts(app);
        }
    }

    private static void assertParts(ConfigurableApplicationContext app) {
        FallbackRateLimiter limits = (FallbackRateLimiter) app.getBean(RateLimiter.class);
        assertThat(limits.isShared()).isTrue();
        try (UnifiedJedis redis = TestRedis.patientClient(REDIS.uri())) {
            assertThat(redis.keys("{moonlight}:*")).as("limits in Redis").isNotEmpty();
        }
        assertThat(app.getBean(JdbcTemplate.class)
                        .queryForList("SELECT script FROM flyway_schema_history", String.class))
                .containsExactly("V1__notes.sql");
        assertThat(app.getBean(HealthEndpoint.class).healthForPath("moonlightAuth").getStatus())
                .isEqualTo(Status.UP);
        assertThat(app.getBean(MeterRegistry.class)
                        .get("moonlight.events")
                        .tag("type", "authn_code_requested")
                        .functionCounter()
                        .count())
                .isPositive();
    }

    private JsonNode register(String name) throws Exception {
        String email = name + "@example.org";
        data(send("POST", "/api/v1/auth/send-code", JSON.writeValueAsString(Map.of("email", email, "type", "register")), ""));
        String code = MAILS.awaitMailTo(new EmailAddress(email)).code();
        return data(send(
                "POST",
                "/api/v1/auth/register",
                JSON.writeValueAsString(
                        Map.of("email", email, "code", code, "username", name, "password", "correct horse")),
                ""));
    }

    private static JsonNode data(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).path("data");
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
