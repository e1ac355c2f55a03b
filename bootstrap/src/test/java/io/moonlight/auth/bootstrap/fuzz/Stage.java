package io.moonlight.auth.bootstrap.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state for the next requests: a registered user with a session, and valid codes, so that requests pass the first checks.
 * For one thread.
 */
final class Stage {

    /** The administrators' key of the server. */
    static final String ADMIN_KEY = "an-administrators-key-of-40-characters-.";

    private static final String PASSWORD = "correct horse";
    private static final String CHANGED = "another horse";

    /** A code, and to whom it was mailed. */
    private record Mailed(String email, String code) {}

    private final Api api;
    private final Mailbox mailbox;
    private final Map<String, Mailed> codes = new HashMap<>();

    String email = "";
    String access = "";
    String refresh = "";
    String id = "";
    String session = "";
    String password = PASSWORD;

    Stage(Api api, Mailbox mailbox) {
        this.api = api;
        this.mailbox = mailbox;
    }

    /** A new person, who has requested no code yet. */
    void renew() {
        email = Samples.email().value();
        password = PASSWORD;
        String username = Samples.username().value();
        String code = code(api, email, "register");
        Answer registered =
                api.post("register", "email", email, "code", code, "username", username, "password", password);
        id = registered.data().at("/user/id").asText();
        adopt(registered.data().path("tokens"));
        session = api.bearer(access)
                .get("/api/v1/users/me/sessions")
                .data()
                .at("/sessions/0/id")
                .asText();
        codes.clear();
    }

    /** What was mailed is worthless from now on, or may be. */
    void forgetCodes() {
        codes.clear();
    }

    /** Whether the same person is, or could be, signed in after all that has happened. */
    boolean signIn() {
        Answer me = api.bearer(access).get("/api/v1/users/me");
        if (me.status() == 200) {
            email = me.data().path("email").asText();
            return true;
        }
        for (String candidate : List.of(password, CHANGED)) {
            Answer answer = api.post("login", "email", email, "password", candidate);
            if (answer.status() == 200) {
                password = candidate;
                adopt(answer.data().path("tokens"));
                return true;
            }
        }
        return false;
    }

    /** A code by mail; a wrong one if none may be asked for now. */
    private String code(Api caller, String to, String type) {
        return mailbox.code(
                        new EmailAddress(to),
                        () -> caller.post("send-code", "email", to, "type", type)
                                        .status()
                                == 200)
                .orElse("000000");
    }

    /** Takes the tokens that an answer gave. */
    void adopt(JsonNode tokens) {
        access = tokens.path("access_token").asText();
        refresh = tokens.path("refresh_token").asText();
    }

    /** What a field of a call must say to be taken. */
    String value(String call, String field, String type, String example) {
        return switch (field) {
            case "email" -> email(call, type);
            case "code" -> mailed(call, type).code();
            case "username" -> Samples.username().value();
            case "password" -> call.equals("register") ? PASSWORD : password;
            case "current_password" -> password;
            case "new_password" -> CHANGED;
            case "refresh_token" -> refresh;
            default -> example;
        };
    }

    private String email(String call, String type) {
        return switch (call) {
            case "register", "email", "login-code", "verify-code" ->
                mailed(call, type).email();
            case "send-code" -> isForUsers(type) ? email : Samples.email().value();
            case "invitations" -> Samples.email().value();
            default -> email;
        };
    }

    /** The code that the call wants, asked for when it is wanted first. */
    private Mailed mailed(String call, String type) {
        String purpose = switch (call) {
            case "reset-password" -> "reset_password";
            case "email" -> "change_email";
            case "login-code" -> "login";
            case "verify-code" -> type.isEmpty() ? "register" : type;
            default -> "register";
        };
        return codes.computeIfAbsent(purpose, wanted -> {
            String to = isForUsers(wanted) ? email : Samples.email().value();
            Api caller = wanted.equals("change_email") ? api.bearer(access) : api;
            return new Mailed(to, code(caller, to, wanted));
        });
    }

    private static boolean isForUsers(String purpose) {
        return purpose.equals("reset_password") || purpose.equals("login");
    }
}
