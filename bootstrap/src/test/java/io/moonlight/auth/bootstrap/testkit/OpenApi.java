package io.moonlight.auth.bootstrap.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenAPI document, and what it promises of answers. It is taken by its word: what an object holds that its schema does
 * not name is as wrong as what it lacks. Safe for threads.
 */
public final class OpenApi {

    /**
     * One call.
     *
     * @param path with its parameters in braces
     * @param node what the document says of it
     */
    public record Call(String method, String path, JsonNode node) {

        public String id() {
            return node.path("operationId").asText();
        }

        public boolean hasBody() {
            return node.has("requestBody");
        }

        /** The examples of requests, by name. */
        public JsonNode requests() {
            return node.at("/requestBody/content/application~1json/examples");
        }

        @Override
        public String toString() {
            return id();
        }
    }

    private final ObjectNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    public OpenApi(JsonNode document) {
        this.document = document.deepCopy();
        close(this.document);
    }

    /**
     * Closes all objects whose members are named. What an address is, is tested elsewhere: the validator knows top-level
     * domains by a list, and ours does not.
     */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.path("format").asText().equals("email")) {
            schema.remove("format");
        }
        if (node instanceof ObjectNode schema
                && schema.path("type").asText().equals("object")
                && schema.path("properties").isObject()) {
            schema.put("additionalProperties", false);
        }
        node.forEach(OpenApi::close);
    }

    public List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(call -> calls.add(
                                new Call(call.getKey().toUpperCase(Locale.ROOT), path.getKey(), call.getValue()))));
        return calls;
    }

    /** All calls but those that stream lines of JSON. */
    public List<Call> callsInJson() {
        return calls().stream()
                .filter(call -> !call.node().toString().contains("application/x-ndjson"))
                .toList();
    }

    /** What the node says, or what it refers to. */
    public JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** What the document says of an answer with this status. */
    public JsonNode response(Call call, int status) {
        JsonNode responses = call.node().path("responses");
        String key = Integer.toString(status);
        return resolve(responses.path(responses.has(key) ? key : "default"));
    }

    /** Asserts that an answer is one that the document promises. */
    public void check(Call call, Answer answer) {
        JsonNode response = response(call, answer.status());
        assertThat(answer.header("Content-Type")).contains("application/json");
        response.path("headers").fieldNames().forEachRemaining(name -> {
            if (resolve(response.path("headers").path(name)).path("required").asBoolean()) {
                assertThat(answer.header(name)).as(call + ": " + name).isPresent();
            }
        });
        check(call.toString(), schema(response), answer.json());
    }

    public static JsonNode schema(JsonNode content) {
        return content.at("/content/application~1json/schema");
    }

    /** Asserts that a value is as a schema of the document says. */
    public void check(String what, JsonNode schema, JsonNode value) {
        assertThat(schema.isObject()).as(what).isTrue();
        assertThat(compiled(schema).validate(value)).as(what + ": " + value).isEmpty();
    }

    private Schema compiled(JsonNode schema) {
        return schemas.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            whole.set("components", document.path("components"));
            whole.set("allOf", JsonNodeFactory.instance.arrayNode().add(schema));
            return registry.getSchema(whole);
        });
    }
}
