package io.moonlight.auth.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Mailer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application as a developer starts it, on a free port, with a mailer that keeps what it is given. */
final class RunningApplication implements AutoCloseable {

    static final String CALLS = "/api/v1/auth";
    static final String PASSWORD = "correct horse";

    private static final String ADMIN_KEY = "an-administrator-key-for-development";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final Mails mails;

    /** In place of the mail server. */
    static class Mails {

        private final BlockingQueue<Mail> sent = new LinkedBlockingQueue<>();

        @Bean
        @Primary
        Mailer keepingMailer() {
            return sent::add;
        }
    }

    /** @param connections maximum size of the pool */
    static RunningApplication start(int connections) {
        return new RunningApplication(new SpringApplicationBuilder(NotesApplication.class, Mails.class)
                .profiles("dev")
                .run(
                        "--server.port=0",
                        "--moonlight.auth.bcrypt-cost=4",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.hikari.maximum-pool-size=" + connections));
    }

    private RunningApplication(ConfigurableApplicationContext context) {
        this.context = context;
        this.mails = context.getBean(Mails.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A new user, whose code came by mail. */
    JsonNode register(String name) throws Exception {
        return json(post(CALLS + "/register", registration(name, code(name)), ""), 200)
                .path("data");
    }

    static String registration(String name, String code) {
        return json("email", address(name), "code", code, "username", name, "password", PASSWORD);
    }

    /** The code that the background work mails. */
    String code(String name) throws Exception {
        json(post(CALLS + "/send-code", json("email", address(name), "type", "register"), ""), 200);
        Mail mail = mails.sent.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(mail).isInstanceOf(Mail.Code.class);
        assertThat(mail.to()).isEqualTo(new EmailAddress(address(name)));
        return ((Mail.Code) mail).code().digits();
    }

    void giveRole(long user, String role) throws Exception {
        HttpRequest.Builder request = request("/api/v1/admin/users/" + user + "/roles", ADMIN_KEY)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"roles\":[\"" + role + "\"]}"));
        json(send(request), 200);
    }

    static String address(String name) {
        return name + "@example.org";
    }

    /** An object of texts: name, value, name, value. */
    static String json(String... namesAndValues) {
        var object = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return object.toString();
    }

    HttpResponse<String> get(String path, String accessToken) throws Exception {
        return send(request(path, accessToken).GET());
    }

    HttpResponse<String> post(String path, String body, String accessToken) throws Exception {
        return send(request(path, accessToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private HttpRequest.Builder request(String path, String accessToken) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return accessToken.isEmpty() ? request : request.header("Authorization", "Bearer " + accessToken);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
