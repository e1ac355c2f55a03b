package io.moonlight.auth.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moonlight.auth.http.response.Errors;
import io.moonlight.auth.http.response.JsonWriter;
import io.moonlight.auth.http.response.Messages;
import io.moonlight.auth.http.route.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The OpenAPI 3.1 document of an API, made of the routes that serve it. It is the same for every server: a call that a
 * setting has switched off is in it, with the setting that does so.
 */
final class OpenApiDocument {

    /** Of the contract, whose versions are not those of programs. */
    private static final String CONTRACT_VERSION = "1.0.0";

    private static final String DESCRIPTION = """
            Check an email, mail a code of six digits, register, log in, refresh, reset a password; accounts and their \
            administration.

            * Bodies are JSON in UTF-8, at most 16 KiB. Times are ISO 8601 in UTC, durations are in seconds. Unknown \
            fields are ignored, and nothing is coerced.
            * A success is 200 with `code`, `message` and `data`. An error has `code` (the HTTP status), `message`, \
            `error` (for programs), `errors` where fields are wrong, and `retry_after` where waiting helps.
            * `message` is Chinese or English, as `Accept-Language` prefers, else as the server is set; nothing else depends on the language.
            * Every answer has an `X-Request-ID`: the client's own if that is 1 to 64 characters of `[A-Za-z0-9_-]`.
            """;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private OpenApiDocument() {}

    /**
     * Writes it.
     *
     * @param name of the application
     * @throws IllegalArgumentException if a part of an answer cannot be described, or is not
     */
    static ObjectNode write(String name, List<Route<?>> routes) {
        Messages messages = new Messages();
        Schemas schemas = new Schemas();
        ResponseWriter responses = new ResponseWriter(schemas, messages, new Errors(messages), new JsonWriter());
        OperationWriter operations = new OperationWriter(schemas, responses);

        ObjectNode document = JSON.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", name + " Auth API")
                .put("version", CONTRACT_VERSION)
                .put("description", DESCRIPTION);
        document.putArray("servers").addObject().put("url", "/");
        document.set("tags", tags(routes));
        ObjectNode paths = document.putObject("paths");
        routes.stream()
                .sorted(Comparator.comparing(route -> Operations.find(route).tag))
                .forEach(route -> item(paths, route.path())
                        .set(route.method().toLowerCase(Locale.ROOT), operations.write(route)));
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.all());
        components.set("responses", responses.shared());
        components.set("parameters", OpenApiComponents.parameters());
        components.set("headers", OpenApiComponents.headers());
        components.set(
                "securitySchemes",
                OpenApiComponents.securitySchemes(
                        routes.stream().map(Access::of).collect(Collectors.toSet())));
        return document;
    }

    private static ArrayNode tags(List<Route<?>> routes) {
        ArrayNode tags = JSON.arrayNode();
        routes.stream()
                .map(route -> Operations.find(route).tag)
                .distinct()
                .sorted()
                .forEach(tag -> tags.addObject().put("name", tag.title()).put("description", tag.summary()));
        return tags;
    }

    private static ObjectNode item(ObjectNode paths, String path) {
        return paths.path(path) instanceof ObjectNode known ? known : paths.putObject(path);
    }
}
