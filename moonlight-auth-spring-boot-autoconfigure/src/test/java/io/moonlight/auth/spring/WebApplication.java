package io.moonlight.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.inmemory.InMemoryMailer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application on a free port, in memory. */
final class WebApplication implements AutoCloseable {

    static final String ADMIN_KEY = "an-administrator-key-of-32-characters";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PASSWORD = "correct horse";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private WebApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static WebApplication start(Class<?> application, String... properties) {
        Stream<String> common = Stream.of(
                Parts.SECRET,
                Parts.TOKEN_SECRET,
                Parts.FAST,
                "moonlight.auth.admin-key=" + ADMIN_KEY,
                "moonlight.auth.limiter=memory",
                "moonlight.auth.default-language=english",
                "server.port=0",
                "spring.main.banner-mode=off");
        return new WebApplication(new SpringApplicationBuilder(application, Parts.InMemory.class)
                .run(Stream.concat(common, Arrays.stream(properties))
                        .map(property -> "--" + property)
                        .toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Registers a user with the code that was mailed; returns the answer. */
    JsonNode register(String name) throws Exception {
        String email = name + "@example.org";
        json(post("/api/v1/auth/send-code", "{\"email\":\"" + email + "\",\"type\":\"register\"}"), 200);
        InMemoryMailer mails = bean(InMemoryMailer.class);
        while (mails.lastCodeTo(new EmailAddress(email)).isEmpty()) {
            Thread.onSpinWait();
        }
        String code = mails.lastCodeTo(new EmailAddress(email)).orElseThrow().digits();
        return json(
                        post(
                                "/api/v1/auth/register",
                                "{\"email\":\"%s\",\"code\":\"%s\",\"username\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(email, code, name, PASSWORD)),
                        200)
                .path("data");
    }

    void giveRoles(long user, String roles) throws Exception {
        json(
                send(
                        "PUT",
                        "/api/v1/admin/users/" + user + "/roles",
                        "{\"roles\":[" + roles + "]}",
                        "Bearer " + ADMIN_KEY),
                200);
    }

    HttpResponse<String> get(String path, String authorization) throws Exception {
        return send("GET", path, "", authorization);
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body, "");
    }

    HttpResponse<String> send(String method, String path, String body, String authorization) throws Exception {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
    }
}
