package io.moonlight.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesMetadataTest {

    @Test
    void metadata_forEditors_describesEveryProperty() throws IOException {
        assertThat(metadata().map(property -> property.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        names(AuthProperties.class, "moonlight.auth.").toList());
        assertThat(metadata())
                .allSatisfy(property -> assertThat(property.path("description").asText())
                        .as(property.path("name").asText())
                        .isNotBlank());
    }

    private static Stream<JsonNode> metadata() throws IOException {
        try (InputStream file =
                AuthProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new ObjectMapper().readTree(file).path("properties").valueStream();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../docs/spring.md", "../docs/zh-CN/spring.md"})
    void table_ofThePage_hasTheNamesAndDefaultsOfTheCode(String page) throws IOException {
        List<String> rows = Files.readString(Path.of(page), StandardCharsets.UTF_8)
                .replaceFirst("(?s).*<!-- properties: held to the code by a test -->\n(.*)<!-- /properties -->.*", "$1")
                .lines()
                .skip(2)
                .toList();
        assertThat(rows.stream().map(row -> row.split("\\|", -1)[1].strip() + row.split("\\|", -1)[2].stripTrailing()))
                .containsExactlyElementsOf(metadata()
                        .map(property -> "`" + property.path("name").asText() + "`"
                                + (property.path("defaultValue").asText().isEmpty()
                                        ? ""
                                        : " `" + property.path("defaultValue").asText() + "`"))
                        .toList());
    }

    private static Stream<String> names(Class<?> type, String prefix) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? names(component.getType(), prefix + name(component) + ".")
                        : Stream.of(prefix + name(component)));
    }

    private static String name(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
