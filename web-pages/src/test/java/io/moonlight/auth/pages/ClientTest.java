package io.moonlight.auth.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The npm package of the browser client: its size, and its types against the OpenAPI document. */
class ClientTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CLIENT = Path.of("client");
    private static final String TYPES = read(CLIENT.resolve("moonlight-auth.d.ts"));
    private static final JsonNode SCHEMAS =
            json(Path.of("../docs/openapi.json")).at("/components/schemas");
    private static final Pattern FIELD = Pattern.compile("(?m)^  (\\w+\\??): ([^;]+);$");
    private static final int MAX_COMPRESSED_BYTES = 4096;

    @ParameterizedTest
    @ValueSource(strings = {"User", "FieldError", "RegisterRequest", "LoginRequest", "LoginByCodeRequest"})
    void type_ofTheSameName_hasTheFieldsOfTheDocument(String name) {
        JsonNode schema = SCHEMAS.path(name);
        Set<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        Map<String, String> expected = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(field -> expected.put(
                        field.getKey() + (required.contains(field.getKey()) ? "" : "?"), type(field.getValue())));

        Map<String, String> fields = new LinkedHashMap<>();
        FIELD.matcher(body("export interface " + name + " {"))
                .results()
                .forEach(field -> fields.put(field.group(1), field.group(2)));
        assertThat(fields).isNotEmpty().isEqualTo(expected);
    }

    private static String type(JsonNode schema) {
        String type = schema.path("type").asText();
        return switch (type) {
            case "integer" -> "number";
            case "array" -> type(schema.path("items")) + "[]";
            default -> type;
        };
    }

    @Test
    void error_hasTheFieldsAndCodesOfTheDocument() {
        JsonNode properties = SCHEMAS.at("/Error/properties");
        Set<String> codes = new TreeSet<>(Set.of("NETWORK_ERROR"));
        properties.at("/error/enum").forEach(code -> codes.add(code.asText()));
        Set<String> fields = new TreeSet<>();
        properties.fieldNames().forEachRemaining(fields::add);
        fields.remove("code"); // the status, which the constructor takes by itself

        assertThat(names("'([A-Z_]+)'", TYPES)).isEqualTo(codes);
        String constructor = TYPES.substring(TYPES.indexOf("body?: {"), TYPES.indexOf(" });"));
        assertThat(names("[{;] (\\w+)\\?: ", constructor)).isEqualTo(fields);
    }

    @Test
    void functions_thatAreTyped_areThoseOfTheModule() throws IOException {
        String module = read(CLIENT.resolve("moonlight-auth.js"));
        String returned = module.substring(module.lastIndexOf("\n  return {\n"));
        Set<String> functions = names("(?m)^    (?:async )?(\\w+)(?:\\(|: fields =>)", returned);

        assertThat(names("(?m)^  (\\w+)\\(", body("export interface Auth {"))).isEqualTo(functions);
        assertThat(names("(?m)^  (\\w+)\\?:", body("export interface AuthOptions {")))
                .isEqualTo(names(
                        "(\\w+)(?: = [^,}]+)?[,}]",
                        module.substring(module.indexOf("createAuth({"))
                                .lines()
                                .findFirst()
                                .orElseThrow()
                                .replaceFirst(" }? = \\{}\\) \\{$", "}")));
        JsonNode manifest = json(CLIENT.resolve("package.json"));
        for (JsonNode file : manifest.path("files")) {
            assertThat(CLIENT.resolve(file.asText())).exists();
        }
    }

    @Test
    void module_compressed_isSmall() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(Files.readAllBytes(CLIENT.resolve("moonlight-auth.js")));
        }

        assertThat(compressed.size()).isLessThanOrEqualTo(MAX_COMPRESSED_BYTES);
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String body(String head) {
        int begin = TYPES.indexOf(head);
        assertThat(begin).as(head).isNotNegative();
        return TYPES.substring(begin + head.length(), TYPES.indexOf("\n}", begin) + 1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(file + " is missing", e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(read(file));
        } catch (IOException e) {
            throw new AssertionError(file + " is no JSON", e);
        }
    }
}
