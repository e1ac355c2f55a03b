package io.moonlight.auth.bootstrap;

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
    void complete_withNothingSet_makesAKeyForTheAlgorithmOnceAndForTheOwnerAlone(JwtAlgorithm algorithm)
            throws IOException {
        Secrets first = secrets(new KeySettings(algorithm, Optional.empty(), List.of()));
        Secrets second = secrets(new KeySettings(algorithm, Optional.empty(), List.of()));

        assertThat(first.signingKey().algorithmName()).isEqualTo(algorithm.name());
        assertThat(first.signingKey().signs()).isTrue();
        assertThat(second.signingKey().id()).isEqualTo(first.signingKey().id());
        assertThat(second.secretKey()).isEqualTo(first.secretKey());
        assertThat(first.toString()).doesNotContain(first.secretKey());
        try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
            List<Path> kept = files.toList();
            assertThat(kept).hasSize(2);
            for (Path file : kept) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void complete_withAKeySet_makesNone() {
        JwtKey set = JwtKey.es256(PrivateKeys.p256());

        Secrets secrets = secrets(new KeySettings(JwtAlgorithm.ES256, Optional.of(set), List.of()));

        assertThat(secrets.signingKey()).isSameAs(set);
        assertThat(folder.resolve("secrets").resolve("jwt-es256.pem")).doesNotExist();
    }

    private Secrets secrets(KeySettings keys) {
        return new DevelopmentSecrets(folder, Samples.random()).complete(NONE, keys);
    }
}
