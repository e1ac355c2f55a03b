package io.moonlight.auth.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the usual calls of a front end, so that the classes of their code are in the archive. */
final class TrainingCalls {

    private static final String EMAIL = "\"email\":\"training@example.org\"";
    private static final String PASSWORD = "\"password\":\"correct horse\"";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final MailSink mails;

    TrainingCalls(int port, MailSink mails) {
        this.server = "http://127.0.0.1:" + port;
        this.mails = mails;
    }

    void run() throws IOException, InterruptedException {
        awaitHealth();
        post("check-email", 200, EMAIL);
        post("send-code", 200, EMAIL + ",\"type\":\"register\"");
        String code = "\"code\":\"" + mails.nextCode() + "\"";
        post("verify-code", 200, EMAIL + "," + code);
        post("register", 200, EMAIL + "," + code + ",\"username\":\"training\"," + PASSWORD);
        post("login", 401, EMAIL + ",\"password\":\"wrong horse\"");
        String login = post("login", 200, EMAIL + "," + PASSWORD);
        String next = post("refresh", 200, "\"refresh_token\":\"" + field(login, "refresh_token") + "\"");
        send(request("/api/v1/users/me").header("Authorization", "Bearer " + field(next, "access_token")), 200);
        post("logout", 200, "\"refresh_token\":\"" + field(next, "refresh_token") + "\"");
        post("login", 400, "");
        send(request("/health/ready"), 503);
        send(request("/nothing"), 404);
    }

    private void awaitHealth() throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                send(request("/health"), 200);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the server did not come up", e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private String post(String call, int status, String fields) throws IOException, InterruptedException {
        return send(
                request("/api/v1/auth/" + call)
                        .header("Content-Type", "application/json")
                        .header("Accept-Language", "en")
                        .POST(HttpRequest.BodyPublishers.ofString("{" + fields + "}")),
                status);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(TIMEOUT);
    }

    private String send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String field(String json, String name) {
        Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("no " + name + " in the answer");
        }
        return value.group(1);
    }
}
