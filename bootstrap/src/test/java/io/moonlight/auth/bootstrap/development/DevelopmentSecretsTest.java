package io.moonlight.auth.bootstrap.development;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.settings.JwtAlgorithm;
import io.moonlight.auth.bootstrap.settings.KeySettings;
import io.moonlight.auth.bootstrap.settings.SecretSettings;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DevelopmentSecretsTest {

    private static final SecretSettings NONE =
            new SecretSettings(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(JwtAlgorithm.class)
    void keys_withNothingSet_areGeneratedOnceAndReadableByTheOwnerOnly(JwtAlgorithm algorithm) throws IOException {
        KeySettings none = new KeySettings(algorithm, Optional.empty(), List.of());
        JwtKey first = secrets().signingKey(none);
        byte[] secretKey = secrets().secretKey(NONE);

        assertThat(first.algorithmName()).isEqualTo(algorithm.name());
        assertThat(first.signs()).isTrue();
        assertThat(secrets().signingKey(none).id()).isEqualTo(first.id());
        assertThat(secrets().secretKey(NONE)).isEqualTo(secretKey).hasSize(64);
        try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
            List<Path> stored = files.toList();
            assertThat(stored).hasSize(2);
            for (Path file : stored) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void signingKey_withAKeySet_generatesNone() {
        JwtKey set = JwtKey.es256(PrivateKeys.p256());

        JwtKey signing = secrets().signingKey(new KeySettings(JwtAlgorithm.ES256, Optional.of(set), List.of()));

        assertThat(signing).isSameAs(set);
        assertThat(folder.resolve("secrets").resolve("jwt-es256.pem")).doesNotExist();
    }

    private DevelopmentSecrets secrets() {
        return new DevelopmentSecrets(folder, Samples.random());
    }
}
