package io.moonlight.auth.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Field.Place;
import io.moonlight.auth.http.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Writes what a document says of one call. Not thread-safe. */
final class OperationWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Schemas schemas;
    private final ResponseWriter responses;

    OperationWriter(Schemas schemas, ResponseWriter responses) {
        this.schemas = schemas;
        this.responses = responses;
    }

    ObjectNode write(Route<?> route) {
        Operation operation = Operations.find(route);
        ObjectNode node = JSON.objectNode();
        node.put("operationId", operation.id);
        node.putArray("tags").add(operation.tag.title());
        node.put("summary", operation.summary);
        operation.condition.ifPresent(condition -> node.put("description", condition));
        node.set("security", OpenApiComponents.security(Access.of(route)));
        node.set("parameters", parameters(route, operation));
        List<Field<?>> inBody = fields(route, Place.BODY).toList();
        if (!inBody.isEmpty()) {
            ObjectNode body = body(operation, inBody);
            node.set("requestBody", body);
            if (route.takesRefreshToken()) {
                body.put("required", false).put("description", "Left out in cookie mode.");
            }
        }
        if (route.takesLines()) {
            node.set("requestBody", lines(route.lines()));
        }
        node.set("responses", responses.write(route));
        return node;
    }

    private static JsonNode parameters(Route<?> route, Operation operation) {
        ArrayNode parameters = JSON.arrayNode();
        Stream.concat(fields(route, Place.PATH), fields(route, Place.QUERY))
                .map(OperationWriter::parameter)
                .forEach(parameters::add);
        operation.cookieExample.ifPresent(any -> parameters.add(OpenApiComponents.cookieModeReference()));
        OpenApiComponents.parameterReferences().forEach(parameters::add);
        return parameters;
    }

    private static Stream<Field<?>> fields(Route<?> route, Place place) {
        return route.fields().stream().filter(field -> field.place() == place);
    }

    private static ObjectNode parameter(Field<?> field) {
        ObjectNode parameter = JSON.objectNode();
        parameter.put("name", field.name());
        parameter.put("in", field.place().name().toLowerCase(Locale.ROOT));
        parameter.put("description", FieldSchemas.of(field).description());
        parameter.put("required", field.fallback().isEmpty());
        parameter.set("schema", Schemas.of(FieldSchemas.of(field)));
        parameter.set("example", Schemas.node(FieldSchemas.of(field).example()));
        return parameter;
    }

    /** A body of one such object a line. */
    private ObjectNode lines(List<Field<?>> fields) {
        ObjectNode body = JSON.objectNode();
        body.put("required", true).put("description", "An object a line.");
        ObjectNode lines = body.putObject("content").putObject("application/x-ndjson");
        lines.set("schema", schemas.ofBody("ImportedUser", fields));
        lines.set("example", example(fields, Map.of()));
        return body;
    }

    private ObjectNode body(Operation operation, List<Field<?>> fields) {
        String name = operation.id.substring(0, 1).toUpperCase(Locale.ROOT) + operation.id.substring(1) + "Request";
        ObjectNode body = JSON.objectNode();
        body.put("required", true);
        ObjectNode json = body.putObject("content").putObject("application/json");
        json.set("schema", schemas.ofBody(name, fields));
        ObjectNode examples = json.putObject("examples");
        examples.putObject("default").set("value", example(fields, Map.of()));
        operation.requests.forEach(
                request -> examples.putObject(request.name()).set("value", example(fields, request.differing())));
        return body;
    }

    private static JsonNode example(List<Field<?>> fields, Map<String, Object> differing) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach(field -> values.put(
                field.name(),
                differing.getOrDefault(field.name(), FieldSchemas.of(field).example())));
        return Schemas.node(values);
    }
}
