package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuthStoreContractTest {

    @Test
    void contractOfAStore_holdsEveryPartThereIs() throws IOException {
        List<String> nested = Arrays.stream(AuthStoreContract.class.getDeclaredClasses())
                .filter(part -> part.isAnnotationPresent(Nested.class))
                .map(part -> part.getSuperclass().getSimpleName())
                .toList();

        assertThat(nested).isNotEmpty().containsExactlyInAnyOrderElementsOf(parts());
    }

    private static List<String> parts() throws IOException {
        Path sources =
                Path.of("src/main/java", StoreContract.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(sources)) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.endsWith("Contract"))
                    .filter(name -> !List.of(
                                    "StoreContract", "SessionContract", "InvitationContract", "AuthStoreContract")
                            .contains(name))
                    .toList();
        }
    }
}
