package io.moonlight.auth.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.request.Bearer;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Fields;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.request.Raw;
import io.moonlight.auth.http.request.Refusal;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Others read the document as what it says it is. */
class OpenApiValidityTest {

    private static final JsonNode DOCUMENT = OpenApiFileTest.written();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void document_readByAParserOfOthers_hasAllCallsAndNoFault() {
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(DOCUMENT.toString());

        OpenAPI model = read.getOpenAPI();
        assertThat(read.getMessages()).isEmpty();
        assertThat(model.getOpenapi()).isEqualTo("3.1.0");
        assertThat(model.getPaths().values().stream()
                        .map(PathItem::readOperations)
                        .mapToInt(List::size)
                        .sum())
                .isEqualTo(DOCUMENT.findValues("operationId").size())
                .isGreaterThan(20);
    }

    @Test
    void document_byTheSchemaOfOpenApi_isWellFormed() throws IOException {
        try (InputStream file = OpenApiValidityTest.class.getResourceAsStream("openapi-3.1.schema.yaml")) {
            Schema structure = SCHEMAS.getSchema(file, InputFormat.YAML);

            assertThat(structure.validate(DOCUMENT)).isEmpty();
        }
    }

    @Test
    void schemas_byTheSchemaOfSchemas_areWellFormed() {
        Schema schemaOfSchemas = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(DOCUMENT.findValues("schema"))
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        schema -> assertThat(schemaOfSchemas.validate(schema)).isEmpty());
        assertThat(DOCUMENT.path("components").path("schemas"))
                .allSatisfy(
                        schema -> assertThat(schemaOfSchemas.validate(schema)).isEmpty());
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(Fields.EMAIL, List.of("moon@example.org", "A.B+c@Example.ORG", "moon@münchen.example")),
                Arguments.of(
                        Fields.CODE, List.of("123456", "000000", "12345", "1234567", "12345a", "１２３４５６", "123456\n")),
                Arguments.of(
                        Fields.USERNAME,
                        List.of("abc", "ab", "a".repeat(20), "a".repeat(21), "1ab", "a_b", "a-b", "äbc", "abc\n")),
                Arguments.of(Fields.PASSWORD, List.of("7 signs", "8 signs.", "a".repeat(32), "a".repeat(33))),
                Arguments.of(Fields.PASSWORD, List.of("\uD83D\uDE00".repeat(7), "\uD83D\uDE00".repeat(8))),
                Arguments.of(Fields.PASSWORD_ATTEMPT, List.of("", "a".repeat(1024), "a".repeat(1025))),
                Arguments.of(
                        Fields.PURPOSE, List.of("register", "reset_password", "change_email", "login", "REGISTER", "")),
                Arguments.of(Fields.EVENT_TYPE, List.of("authn_login_fail", "nothing")),
                Arguments.of(Fields.EMAIL_PREFIX, List.of("moon@", "m".repeat(254), "m".repeat(255))));
    }

    /** The schema and the parser are two spellings of one rule. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void fieldSchema_ofAText_saysWhatTheParserSays(Field<?> field, List<String> texts) {
        Schema schema = SCHEMAS.getSchema(Schemas.of(FieldSchemas.of(field)));

        for (String text : texts) {
            assertThat(schema.validate(Schemas.node(text)).isEmpty()).as(text).isEqualTo(isTaken(field, text));
        }
    }

    @Test
    void fieldSchema_ofANumber_saysWhatTheParserSays() {
        for (Field<?> field : List.of(Fields.PAGE, Fields.PAGE_SIZE, Fields.USER_ID)) {
            Schema schema = SCHEMAS.getSchema(Schemas.of(FieldSchemas.of(field)));
            for (long number : List.of(-1L, 0L, 1L, 100L, 101L, 1_000_000L, 1_000_001L, Long.MAX_VALUE)) {
                assertThat(schema.validate(Schemas.node(number)).isEmpty())
                        .as(field.name() + " " + number)
                        .isEqualTo(isTaken(field, Long.toString(number)));
            }
        }
    }

    private static boolean isTaken(Field<?> field, String text) {
        Map<String, Raw> sent = Map.of(field.name(), Raw.text(text));
        try {
            new Input(
                            Bearer.of(List.of("Bearer x")),
                            ClientInfo.LOCAL,
                            Language.CHINESE,
                            Optional.empty(),
                            place -> sent)
                    .read(List.of(field));
            return true;
        } catch (Refusal e) {
            return false;
        }
    }
}
