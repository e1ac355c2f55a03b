package io.moonlight.auth.http.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moonlight.auth.domain.error.ErrorCode;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.JsonWriter;
import io.moonlight.auth.http.response.Statuses;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The schemas of a document (JSON Schema 2020-12), derived from what reads requests and from the records that are
 * answered: names, types and nulls are those that {@link JsonWriter} writes. Objects are open, so that clients stay right
 * when something is added. Not thread-safe.
 */
final class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ERROR = "Error";

    private final Map<String, ObjectNode> named = new TreeMap<>();

    /** All that were asked for, by name. */
    ObjectNode all() {
        ObjectNode all = JSON.objectNode();
        all.setAll(named);
        return all;
    }

    /** Of a field, wherever it stands. */
    static ObjectNode of(FieldSchema field) {
        ObjectNode schema = JSON.objectNode();
        field.keywords().forEach((keyword, value) -> schema.set(keyword, node(value)));
        return schema;
    }

    /** Of a body with these fields, under a name. */
    ObjectNode ofBody(String name, List<Field<?>> fields) {
        ObjectNode schema = object();
        ArrayNode required = JSON.arrayNode();
        ObjectNode properties = schema.putObject("properties");
        for (Field<?> field : fields) {
            FieldSchema known = FieldSchemas.of(field);
            properties.set(field.name(), of(known).put("description", known.description()));
            if (field.fallback().isEmpty()) {
                required.add(field.name());
            }
        }
        schema.set("required", required);
        return reference(name, schema);
    }

    /** Of a success in the envelope. */
    ObjectNode ofEnvelope(Class<?> data) {
        ObjectNode schema = object();
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("code").put("type", "integer").put("const", Statuses.OK);
        properties.putObject("message").put("type", "string").put("description", "For people.");
        properties.set("data", ofAnswer(data));
        schema.putArray("required").add("code").add("message").add("data");
        return schema;
    }

    /** Of an error in the envelope. */
    ObjectNode ofError() {
        if (!named.containsKey(ERROR)) {
            named.put(ERROR, error());
        }
        return reference(ERROR);
    }

    private ObjectNode error() {
        ObjectNode schema = object();
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("code").put("type", "integer").put("description", "The HTTP status.");
        properties.putObject("message").put("type", "string").put("description", "For people.");
        ArrayNode codes = properties
                .putObject("error")
                .put("type", "string")
                .put("description", "For programs; the same in every language.")
                .putArray("enum");
        Stream.concat(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::wire),
                        Statuses.TRANSPORT_CODES.values().stream())
                .forEach(codes::add);
        properties
                .putObject("errors")
                .put("type", "array")
                .put("description", "All wrong fields, where fields are wrong.")
                .set("items", ofAnswer(Answer.Failure.FieldError.class));
        properties
                .putObject("retry_after")
                .put("type", "integer")
                .put("minimum", 1)
                .put("description", "In how many seconds it is worth another try, where waiting helps.");
        schema.putArray("required").add("code").add("message").add("error");
        return schema;
    }

    /** @throws IllegalArgumentException if it is of a type that answers are not made of, or is not described */
    ObjectNode ofAnswer(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        if (type == String.class) {
            return JSON.objectNode().put("type", "string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return JSON.objectNode().put("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            return JSON.objectNode().put("type", "integer").put("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return JSON.objectNode().put("type", "integer").put("format", "int64");
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return ofRecord(record);
        }
        if (type instanceof Class<?> any && Map.class.isAssignableFrom(any)) {
            return object();
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private ObjectNode ofGeneric(Class<?> raw, Type[] arguments) {
        if (raw == List.class) {
            return JSON.objectNode().put("type", "array").set("items", ofAnswer(arguments[0]));
        }
        if (raw == Map.class) {
            return object().set("additionalProperties", ofAnswer(arguments[1]));
        }
        if (raw == Optional.class) {
            ObjectNode schema = ofAnswer(arguments[0]);
            String type = schema.path("type").textValue();
            schema.putArray("type").add(type).add("null");
            return schema;
        }
        throw new IllegalArgumentException("no schema for " + raw);
    }

    private ObjectNode ofRecord(Class<?> record) {
        String name = record.getSimpleName().replaceFirst("Data$", "");
        if (!named.containsKey(name)) {
            ObjectNode schema = object();
            named.put(name, schema);
            ObjectNode properties = JSON.objectNode();
            ArrayNode required = JSON.arrayNode();
            for (RecordComponent component : record.getRecordComponents()) {
                String wire = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
                properties.set(wire, ofComponent(component));
                if (!component.getAccessor().isAnnotationPresent(JsonInclude.class)) {
                    required.add(wire);
                }
            }
            if (!required.isEmpty()) {
                schema.set("properties", properties);
                schema.set("required", required);
            }
        }
        return reference(name);
    }

    private ObjectNode ofComponent(RecordComponent component) {
        Descriptions.Described described = Descriptions.of(component);
        Type type = component.getGenericType();
        if (component.getAccessor().isAnnotationPresent(JsonInclude.class)
                && type instanceof ParameterizedType optional) {
            type = optional.getActualTypeArguments()[0]; // left out, and so never null
        }
        ObjectNode schema = ofAnswer(type);
        if (!described.keyword().isEmpty()) {
            schema.set(described.keyword(), node(described.value()));
        }
        return schema.put("description", described.text());
    }

    private ObjectNode reference(String name, ObjectNode schema) {
        named.put(name, schema);
        return reference(name);
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static ObjectNode object() {
        return JSON.objectNode().put("type", "object");
    }

    /** Any value as JSON. */
    static JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }
}
