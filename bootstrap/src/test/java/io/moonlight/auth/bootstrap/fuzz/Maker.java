package io.moonlight.auth.bootstrap.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.OpenApi;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes requests: first one that would be taken, of any call that the API documents, then up to three flaws. */
final class Maker {

    private static final int MOST_FLAWS = 3;

    private final List<OpenApi.Call> calls;

    Maker(List<OpenApi.Call> calls) {
        this.calls = List.copyOf(calls);
    }

    /** One of six is left as it is. */
    Request next(Stage stage, RandomGenerator random) {
        OpenApi.Call call = calls.get(random.nextInt(calls.size()));
        Optional<JsonText> body = call.hasBody() ? Optional.of(body(call, stage, random)) : Optional.empty();
        Request request = good(call, stage, random);
        int flaws = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(MOST_FLAWS);
        boolean bytesToo = false;
        for (int i = 0; i < flaws; i++) {
            if (body.isPresent() && random.nextInt(5) > 1) {
                body.get().bend(random);
            } else if (body.isPresent() && random.nextInt(3) == 0) {
                bytesToo = true;
            } else {
                Heads.bend(request, stage, random);
            }
        }
        request.body = body.map(text -> text.text().getBytes(UTF_8));
        if (bytesToo) {
            request.body = request.body.map(bytes -> Bytes.bent(bytes, random));
        } else if (body.isEmpty() && flaws > 0 && random.nextInt(10) == 0) {
            request.body = Optional.of(Bytes.random(random, random.nextInt(100))); // where none belongs
        }
        request.chunked = random.nextInt(4) == 0;
        return request;
    }

    private static Request good(OpenApi.Call call, Stage stage, RandomGenerator random) {
        boolean admin = call.path().contains("/admin/");
        boolean ofSession = call.path().endsWith("/sessions/{id}");
        Request request = new Request(call, call.path().replace("{id}", ofSession ? stage.session : stage.id));
        request.set("Host", "127.0.0.1");
        request.set("X-Request-ID", "fuzz-" + random.nextInt(Integer.MAX_VALUE));
        if (call.hasBody()) {
            request.set("Content-Type", "application/json");
        }
        if (admin) {
            request.set("Authorization", "Bearer " + Stage.ADMIN_KEY);
        } else if (!call.node().path("security").isEmpty()) {
            request.set("Authorization", "Bearer " + stage.access);
        }
        List<String> parameters = new ArrayList<>();
        for (JsonNode parameter : call.node().path("parameters")) {
            if (parameter.path("in").asText().equals("query") && random.nextBoolean()) {
                String example = parameter.path("example").asText();
                parameters.add(parameter.path("name").asText() + "=" + URLEncoder.encode(example, UTF_8));
            }
        }
        request.query = String.join("&", parameters);
        return request;
    }

    /** One of the documented examples, with what is true now in its fields. */
    private static JsonText body(OpenApi.Call call, Stage stage, RandomGenerator random) {
        List<JsonNode> examples = new ArrayList<>();
        call.requests().forEach(example -> examples.add(example.path("value")));
        JsonNode example = examples.get(random.nextInt(examples.size()));
        String type = example.path("type").asText();
        String name = call.path().substring(call.path().lastIndexOf('/') + 1);
        JsonText text = new JsonText();
        example.properties().forEach(field -> {
            JsonNode usual = field.getValue();
            text.add(
                    '"' + field.getKey() + '"',
                    usual.isTextual()
                            ? JsonText.plain(stage.value(name, field.getKey(), type, usual.asText()))
                            : usual.toString());
        });
        return text;
    }
}
