package io.moonlight.auth.spring;

import static io.moonlight.auth.spring.WebApplication.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;

/** With Spring Security, and with its defaults. */
class SecuredApplicationTest {

    private static WebApplication app;

    /** An application that configures nothing. */
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import(NotesController.class)
    static class Application {}

    /** An application with rules of its own, which say nothing of our calls. */
    static class OwnRules extends Application {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                            .permitAll()
                            .requestMatchers("/public", "/broken")
                            .permitAll()
                            .anyRequest()
                            .hasRole("reader"))
                    .build();
        }
    }

    @BeforeAll
    static void start() {
        app = WebApplication.start(Application.class, "spring.jackson.property-naming-strategy=SNAKE_CASE");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    /** A filter chain that guards nothing, and a servlet, must have the same paths. */
    @Test
    void call_withASlashAtItsEnd_isTheServlets() throws Exception {
        json(app.post("/api/v1/auth/login/", "{}"), 400);
        json(app.get("/api/v1/users/me/", ""), 401);
    }

    @Test
    void everythingElse_withoutAToken_isRejectedAsTheCallsDo() throws Exception {
        for (String path : new String[] {"/me", "/public", "/nowhere", "/api/v1/nowhere"}) {
            HttpResponse<String> rejected = app.get(path, "");
            assertThat(json(rejected, 401).path("error").asString()).as(path).isEqualTo("INVALID_TOKEN");
            assertThat(rejected.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        json(app.get("/public", "Bearer forged"), 401);
    }

    /** The application's JSON is made by Jackson 3, that of the calls by Jackson 2. */
    @Test
    void user_whoRegisteredWithAMailedCode_isTheCaller() throws Exception {
        JsonNode ada = app.register("ada");
        String token = bearer(ada);

        assertThat(app.bean(tools.jackson.databind.json.JsonMapper.class)).isNotNull();
        assertThat(json(app.get("/me", token), 200).toString()).isEqualTo("{\"user_name\":\"ada\"}");
        assertThat(json(app.send("POST", "/notes", "", token), 200)
                        .path("user_name")
                        .asString())
                .isEqualTo("ada");
        assertThat(json(app.get("/later", token), 200).path("user_name").asString())
                .isEqualTo("ada");
        assertThat(app.get("/broken", token).statusCode()).isEqualTo(500);
        assertThat(app.get("/wrong-type", token).statusCode()).isEqualTo(500);
        assertThat(app.get("/nowhere", token).statusCode()).isEqualTo(404);
    }

    @Test
    void roles_ofAUser_countAtTheNextRequestWithTheSameToken() throws Exception {
        JsonNode grace = app.register("grace");
        String token = bearer(grace);

        assertThat(json(app.get("/drafts", token), 403).path("error").asString())
                .isEqualTo("FORBIDDEN");
        app.giveRoles(grace.path("user").path("id").asLong(), "\"editor\"");
        json(app.get("/drafts", token), 200);
        app.giveRoles(grace.path("user").path("id").asLong(), "");
        json(app.get("/drafts", token), 403);
    }

    @Test
    void noOtherUser_isMadeBySpringBoot() {
        assertThat(app.context().getBeanNamesForType(UserDetailsService.class)).isEmpty();
    }

    @Test
    void rules_ofTheApplication_replaceOursAndKeepTokensAndCalls() throws Exception {
        try (WebApplication own = WebApplication.start(OwnRules.class)) {
            JsonNode edsger = own.register("edsger");
            String token = bearer(edsger);

            assertThat(own.get("/public", "").body()).isEqualTo("open");
            assertThat(own.get("/broken", "").statusCode()).isEqualTo(500);
            json(own.get("/me", ""), 401);
            json(own.get("/me", token), 403);
            own.giveRoles(edsger.path("user").path("id").asLong(), "\"reader\"");
            json(own.get("/me", token), 200);
            json(own.send("POST", "/notes", "", token), 200);
        }
    }

    private static String bearer(JsonNode registered) {
        return "Bearer " + registered.path("tokens").path("access_token").asString();
    }
}
