package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code moonlight-auth-VERSION.tar.gz}: unpacked elsewhere, it is a server. */
class DistributionIT {

    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    /** Not JUnit's, which no other user may enter. */
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("moonlight-distribution");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void removeFolder() {
        run("chmod", "-R", "u+w", folder.toString());
        run("rm", "-rf", folder.toString());
    }

    /** Installed where the server may not write, as under {@code /opt}. */
    @Test
    void start_byAnUnprivilegedUser_servesWithTheEmbeddedDefaults() throws IOException {
        run("tar", "-xzf", archive().toString(), "-C", folder.toString());
        Path installed = folder.resolve(archive().getFileName().toString().replace(".tar.gz", ""));
        Path work = Files.createDirectory(folder.resolve("work"));
        assertThat(installed.resolve("LICENSE")).isNotEmptyFile();
        assertThat(installed.resolve("README.md"))
                .content()
                .startsWith("# MoonLight Auth 0.")
                .doesNotContain("${");
        run("chmod", "-R", "a-w", installed.toString());
        List<String> command = new ArrayList<>();
        if (ROOT) {
            run("chown", "65534:65534", work.toString());
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.add(installed.resolve("bin/moonlight-auth").toString());
        Map<String, String> settings = Map.of("JAVA_HOME", JAVA_HOME, "PORT", "0", "MANAGEMENT_PORT", "0");

        try (ServerProcess server = ServerProcess.start(work, settings, command.toArray(String[]::new))) {
            Api.of(server.uri()).post("check-email", "email", EndToEnd.email()).ok("success");
            assertThat(server.terminate()).isIn(0, 143);
        }
    }

    @Test
    void jar_withoutItsLibraries_endsWithOneSentence() throws IOException {
        Path jar = Files.copy(Path.of("target", "moonlight-auth.jar"), folder.resolve("moonlight-auth.jar"));
        String java = Path.of(JAVA_HOME, "bin", "java").toString();

        ServerProcess server = ServerProcess.start(folder, Map.of(), java, "-jar", jar.toString());

        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.output().lines())
                .singleElement()
                .asString()
                .startsWith("MoonLight Auth cannot start: the libraries are missing. Keep the folder lib beside");
    }

    private static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void run(String... command) {
        ServerProcess process = ServerProcess.start(folder, Map.of(), command);
        assertThat(process.exitCode()).as(process.output()).isZero();
    }
}
