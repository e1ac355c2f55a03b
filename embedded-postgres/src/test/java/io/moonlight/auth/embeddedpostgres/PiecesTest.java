package io.moonlight.auth.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
        "Windows 11, amd64, postgres-windows-x86_64.txz"
    })
    void archiveName_ofASupportedMachine_isThatOfTheResource(String os, String arch, String expected) {
        assertThat(Platform.of(os, arch).archiveName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"AIX, ppc64", "Linux, riscv64", "Windows 11, x86"})
    void platform_ofAnUnsupportedMachine_throwsWithItsName(String os, String arch) {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Platform.of(os, arch))
                .withMessageContaining(os + " on " + arch);
    }

    @Test
    void archive_missingInTheBuild_throwsWithItsName() {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Archive.of(new Platform("darwin", "sparc")))
                .withMessageContaining("postgres-darwin-sparc.txz");
    }

    @Test
    void binaries_withAMissingFile_areUnpackedAgain() throws Exception {
        Path postgres = Binaries.in(folder).tool("postgres");
        Files.delete(postgres);
        assertThat(Binaries.in(folder).tool("postgres")).isEqualTo(postgres).isExecutable();
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void trim_ofALogBeyondItsLimit_emptiesIt() throws Exception {
        Home home = Home.at(folder);
        Files.createDirectory(home.logs());
        ServerLog log = new ServerLog(home);
        Files.write(log.file(), new byte[(int) ServerLog.LIMIT]);
        log.trim();
        assertThat(log.file()).hasSize(ServerLog.LIMIT);
        Files.write(log.file(), new byte[(int) ServerLog.LIMIT + 1]);
        log.trim();
        assertThat(log.file()).isEmptyFile();
    }
}
