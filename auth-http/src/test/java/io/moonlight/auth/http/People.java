package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Users of a server under test, and the calls that they and their administrators make. */
public final class People {

    public static final String USERS = "/api/v1/users";
    public static final String ADMIN = "/api/v1/admin";
    public static final String PASSWORD = "correct horse";
    public static final String ADMIN_KEY = "An-administrators-key_of.40~characters/+";

    /** A signed-in user. */
    public record Person(long id, String email, String access, String refresh) {}

    private final Api api;
    private final Backend backend;

    public People(Api api, Backend backend) {
        this.api = api;
        this.backend = backend;
    }

    /** A new user of this name, at example.org. */
    public Person register(String name) {
        return register(name, name + "@example.org");
    }

    public Person register(String name, String email) {
        assertThat(api.post("/send-code", json("email", email, "type", "register"))
                        .status())
                .isEqualTo(200);
        String code = backend.mailedCode(email);
        return person(
                api.post("/register", json("email", email, "code", code, "username", name, "password", PASSWORD)));
    }

    /** Another session of the same user. */
    public Person login(Person who, String... headers) {
        return person(api.post("/login", json("email", who.email(), "password", PASSWORD), headers));
    }

    private static Person person(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode user = answer.data().path("user");
        JsonNode tokens = answer.data().path("tokens");
        return new Person(
                user.path("id").asLong(),
                user.path("email").asText(),
                tokens.path("access_token").asText(),
                tokens.path("refresh_token").asText());
    }

    /** Below {@code /users/me}; an empty body is none. */
    public Api.Answer me(Person who, String method, String path, String body, String... headers) {
        return call(method, USERS + "/me" + path, body, "Bearer " + who.access(), headers);
    }

    /** Below {@code /admin}, with the right key. */
    public Api.Answer admin(String method, String path, String body, String... headers) {
        return call(method, ADMIN + path, body, "Bearer " + ADMIN_KEY, headers);
    }

    public Api.Answer call(String method, String path, String body, String authorization, String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", authorization), Arrays.stream(headers))
                .toArray(String[]::new);
        return api.send(method, path, body.getBytes(StandardCharsets.UTF_8), all);
    }

    public boolean isSignedIn(Person who) {
        int status = me(who, "GET", "", "").status();
        assertThat(status).isIn(200, 401);
        return status == 200;
    }

    public static void refused(Api.Answer answer, int status, String error, String message) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("code").asInt()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.json().has("data")).isFalse();
    }

    /** A JSON object of strings, written as they are. */
    public static String json(String... namesAndTexts) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            json.append(i == 0 ? "" : ",").append('"').append(namesAndTexts[i]).append("\":\"");
            json.append(namesAndTexts[i + 1]).append('"');
        }
        return json.append('}').toString();
    }
}
