package io.moonlight.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PropertiesMetadataTest {

    @Test
    void metadata_forEditors_describesEveryProperty() throws IOException {
        try (InputStream file =
                AuthProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode properties = new ObjectMapper().readTree(file).path("properties");

            assertThat(properties.findValuesAsText("name"))
                    .containsExactlyInAnyOrderElementsOf(
                            names(AuthProperties.class, "moonlight.auth.").toList());
            assertThat(properties)
                    .allSatisfy(
                            property -> assertThat(property.path("description").asText())
                                    .as(property.path("name").asText())
                                    .isNotBlank());
        }
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
