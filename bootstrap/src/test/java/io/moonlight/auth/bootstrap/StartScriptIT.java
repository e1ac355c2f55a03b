package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/moonlight-auth}: the server with its flags, and the archive that makes it start faster. */
class StartScriptIT {

    private static final Path SCRIPT = Path.of("..", "bin", "moonlight-auth").toAbsolutePath();

    /** Classes of the commands alone come to 5 MB, those of a server that served to ten times that. */
    private static final long LEAST_BYTES = 20_000_000;

    private static final boolean HAS_AOT_CACHES = Runtime.version().feature() >= 25;

    @TempDir
    Path folder;

    private ServerProcess run(Map<String, String> settings, String... arguments) {
        Map<String, String> environment = new LinkedHashMap<>(settings);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("MOONLIGHT_ARCHIVE", archive().toString());
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return ServerProcess.start(folder, environment, command.toArray(String[]::new));
    }

    private Path archive() {
        return folder.resolve("server.archive");
    }

    @Test
    void archive_isMadeByTheFirstRunThatServesAndByNoOther() throws IOException {
        try (RealParts parts = new RealParts()) {
            Map<String, String> settings = parts.settings();

            assertThat(run(settings, "version").exitCode()).isZero();
            assertThat(run(settings, "check-config").exitCode()).isZero();
            assertThat(run(settings, "migrate").exitCode()).isZero();
            assertThat(run(Map.of("APP_ENV", "production")).exitCode()).isEqualTo(2);
            assertThat(archive()).doesNotExist();

            try (ServerProcess first = run(settings)) {
                Api.of(first.uri())
                        .post("check-email", "email", EndToEnd.email())
                        .ok("success");
                assertThat(first.terminate()).isIn(0, 143);
                assertThat(first.output()).as("the signal came to the server").contains("stopped");
            }
            assertThat(Files.size(archive())).isGreaterThan(LEAST_BYTES);
            FileTime made = Files.getLastModifiedTime(archive());

            Map<String, String> strict = new LinkedHashMap<>(settings);
            strict.put("JAVA_FLAGS", HAS_AOT_CACHES ? "-XX:AOTMode=on" : "-Xshare:on"); // not without it
            try (ServerProcess second = run(strict, "serve")) {
                Api.of(second.uri()).get("/health");
                assertThat(second.terminate()).isIn(0, 143);
            }
            assertThat(run(strict, "version").exitCode()).isZero();
            assertThat(Files.getLastModifiedTime(archive())).isEqualTo(made);
        }
    }

    @Test
    void run_whereTheArchiveIsNone_doesWithoutIt() throws IOException {
        Files.writeString(archive(), "no archive");

        ServerProcess version = run(Map.of(), "version");

        assertThat(version.exitCode()).as(version.output()).isZero();
        // Newer JVMs say before it what is wrong with the archive.
        assertThat(version.output().lines()).last().asString().startsWith("moonlight-auth ");
    }

    @Test
    void run_throughALink_findsTheServer() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("login"), SCRIPT);
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));

        ServerProcess version = ServerProcess.start(folder, environment, link.toString(), "version");

        assertThat(version.exitCode()).as(version.output()).isZero();
    }

    /** In a heap that the flags do not fit, the JVM says so, and an AOT cache ends it. */
    @Test
    void options_fitEachOther() throws IOException {
        ServerProcess java = ServerProcess.start(
                folder,
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + SCRIPT.resolveSibling("java.options"),
                "-XX:+PrintWarnings",
                "-Xlog:all=warning:stderr",
                "-version");

        assertThat(java.exitCode()).isZero();
        assertThat(java.output()).doesNotContainIgnoringCase("warning").doesNotContain("error");
    }

    /** With a JVM that says how it is started. */
    @ParameterizedTest
    @CsvSource({
        "17.0.15, SharedArchiveFile, ArchiveClassesAtExit",
        "24, SharedArchiveFile, ArchiveClassesAtExit",
        "25.0.3, AOTCache, AOTCacheOutput",
        "26-ea, AOTCache, AOTCacheOutput"
    })
    void archive_afterAnyJarWasReplaced_isCreatedAgain(String version, String use, String make) throws IOException {
        installJava(version);
        Path jar = Files.writeString(folder.resolve("moonlight-auth.jar"), "");
        Path library =
                Files.writeString(Files.createDirectories(folder.resolve("lib")).resolve("a.jar"), "");
        Files.writeString(archive(), "");
        FileTime made = Files.getLastModifiedTime(archive());
        FileTime later = FileTime.from(made.toInstant().plusSeconds(1));

        assertThat(startedBy(jar)).contains("-XX:" + use + "=" + archive());
        Files.setLastModifiedTime(library, later);
        assertThat(startedBy(jar)).contains("-XX:" + make + "=" + archive());
        assertThat(archive()).doesNotExist();
        Files.setLastModifiedTime(library, made);
        Files.setLastModifiedTime(jar, later);
        Files.setLastModifiedTime(Files.writeString(archive(), ""), made);
        assertThat(startedBy(jar)).contains("-XX:" + make + "=" + archive());
    }

    /** One that knows the flag not, or as experimental alone, would refuse to start. */
    @ParameterizedTest
    @CsvSource({
        "17, false", "17.0.1, false", "17.0.10, false", "17.0.11, true", "17.0.20, true", "18.0.2, false", "21, false",
        "21.0.2, false", "21.0.3, true", "21.0.10, true", "22.0.1, false", "23, true", "25.0.3, true", "26-ea, true"
    })
    void freedMemory_isGivenBackWhereTheJvmCan(String version, boolean can) throws IOException {
        installJava(version);
        Path jar = Files.writeString(folder.resolve("moonlight-auth.jar"), "");

        assertThat(startedBy(jar).contains(" -XX:TrimNativeHeapInterval=10000 "))
                .isEqualTo(can);
    }

    /** One that prints what it is started with. */
    private void installJava(String version) throws IOException {
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private String startedBy(Path jar) {
        Map<String, String> environment = Map.of(
                "JAVA_HOME", folder.resolve("java").toString(),
                "MOONLIGHT_JAR", jar.toString(),
                "MOONLIGHT_ARCHIVE", archive().toString());
        ServerProcess script = ServerProcess.start(folder, environment, SCRIPT.toString());
        assertThat(script.exitCode()).as(script.output()).isZero();
        return script.output();
    }
}
