package io.moonlight.auth.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Errors;
import io.moonlight.auth.http.response.JsonWriter;
import io.moonlight.auth.http.response.Messages;
import io.moonlight.auth.http.response.Statuses;
import io.moonlight.auth.http.route.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes what calls answer. Every example of an answer is made by what makes the answers themselves: the same texts, the
 * same envelope, the same JSON. Not thread-safe.
 */
final class ResponseWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String UNEXPECTED = "Unexpected";
    private static final String JSON_TYPE = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final Schemas schemas;
    private final Messages messages;
    private final Errors errors;
    private final JsonWriter writer;
    private final Map<String, ObjectNode> named = new TreeMap<>();

    ResponseWriter(Schemas schemas, Messages messages, Errors errors, JsonWriter writer) {
        this.schemas = schemas;
        this.messages = messages;
        this.errors = errors;
        this.writer = writer;
    }

    /** Those that calls share, as far as they were needed, by name. */
    ObjectNode shared() {
        ObjectNode shared = JSON.objectNode();
        shared.setAll(named);
        return shared;
    }

    /** All answers of a call, by status. */
    ObjectNode write(Route<?> route) {
        Map<Integer, ObjectNode> byStatus = new TreeMap<>();
        byStatus.put(Statuses.OK, success(route));
        failures(route).forEach((status, ways) -> byStatus.put(status, failure(ways, route.fields())));
        Operations.find(route).others.forEach(other -> byStatus.put(other.status(), other(other)));
        ObjectNode all = JSON.objectNode();
        byStatus.forEach((status, response) -> all.set(Integer.toString(status), response));
        named.computeIfAbsent(UNEXPECTED, name -> unexpected());
        all.set("default", reference(UNEXPECTED));
        return all;
    }

    private ObjectNode success(Route<?> route) {
        Operation operation = Operations.find(route);
        Object example = operation.example;
        Class<?> type = example.getClass();
        if (operation.messageKey.isEmpty()) {
            ObjectNode response = response("Success");
            content(response, operation.lines ? LINES : JSON_TYPE, schemas.ofAnswer(type))
                    .set("example", written(Answer.Plain.of(example), Language.ENGLISH));
            return response;
        }
        String key = operation.messageKey.get();
        ObjectNode response = response(messages.text(key, Language.ENGLISH));
        ObjectNode examples = content(response, schemas.ofEnvelope(type)).putObject("examples");
        for (Language language : Language.values()) {
            examples.putObject(language.tag()).set("value", written(new Answer.Success(key, example), language));
        }
        operation.cookieExample.ifPresent(inCookieMode -> {
            response.withObjectProperty("headers")
                    .set(OpenApiComponents.SET_COOKIE, OpenApiComponents.headerReference(OpenApiComponents.SET_COOKIE));
            examples.putObject("cookie").set("value", written(new Answer.Success(key, inCookieMode), Language.ENGLISH));
        });
        return response;
    }

    private Map<Integer, List<Failure>> failures(Route<?> route) {
        Map<Integer, List<Failure>> byStatus = new TreeMap<>();
        for (Failure failure : Failure.of(route)) {
            int status = error(failure, route.fields(), Language.ENGLISH).status();
            byStatus.computeIfAbsent(status, s -> new ArrayList<>()).add(failure);
        }
        return byStatus;
    }

    private Answer.Failure error(Failure failure, List<Field<?>> fields, Language language) {
        return errors.of(failure.cause(), fields, language);
    }

    private ObjectNode failure(List<Failure> ways, List<Field<?>> fields) {
        Failure first = ways.get(0);
        if (ways.size() > 1 || !first.common()) {
            return writeFailure(ways, fields);
        }
        named.computeIfAbsent(first.name(), name -> writeFailure(ways, fields));
        return reference(first.name());
    }

    private ObjectNode writeFailure(List<Failure> ways, List<Field<?>> fields) {
        ObjectNode response = response(ways.stream()
                .map(way -> error(way, fields, Language.ENGLISH).message())
                .distinct()
                .collect(Collectors.joining("; ")));
        ObjectNode examples = content(response, schemas.ofError()).putObject("examples");
        for (Failure way : ways) {
            for (Language language : Language.values()) {
                Answer.Failure error = error(way, fields, language);
                examples.putObject(way.name() + "." + language.tag()).set("value", written(error, language));
                headers(
                        response,
                        error.retryAfter().isPresent(),
                        error.challenge().isPresent());
            }
        }
        return response;
    }

    private ObjectNode other(Operation.Other other) {
        ObjectNode response = response(other.summary());
        Class<?> type = other.example().apply(Language.ENGLISH).getClass();
        ObjectNode examples = content(response, schemas.ofAnswer(type)).putObject("examples");
        for (Language language : Language.values()) {
            examples.putObject(language.tag())
                    .set("value", written(Answer.Plain.of(other.example().apply(language)), language));
        }
        headers(response, other.status() == Statuses.UNAVAILABLE, false);
        return response;
    }

    private ObjectNode unexpected() {
        ObjectNode response = response("Any other error");
        content(response, schemas.ofError());
        return response;
    }

    private static ObjectNode response(String description) {
        ObjectNode response = JSON.objectNode();
        response.put("description", description);
        response.putObject("headers")
                .set(HttpApi.REQUEST_ID_HEADER, OpenApiComponents.headerReference(HttpApi.REQUEST_ID_HEADER));
        return response;
    }

    private static void headers(ObjectNode response, boolean retryAfter, boolean challenge) {
        ObjectNode headers = response.withObjectProperty("headers");
        if (retryAfter) {
            headers.set(
                    OpenApiComponents.RETRY_AFTER, OpenApiComponents.headerReference(OpenApiComponents.RETRY_AFTER));
        }
        if (challenge) {
            headers.set(OpenApiComponents.CHALLENGE, OpenApiComponents.headerReference(OpenApiComponents.CHALLENGE));
        }
    }

    private static ObjectNode content(ObjectNode response, ObjectNode schema) {
        return content(response, JSON_TYPE, schema);
    }

    private static ObjectNode content(ObjectNode response, String type, ObjectNode schema) {
        ObjectNode json = response.putObject("content").putObject(type);
        json.set("schema", schema);
        return json;
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/responses/" + name);
    }

    private JsonNode written(Answer answer, Language language) {
        try {
            return MAPPER.readTree(writer.write(answer, key -> messages.text(key, language)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
