package io.moonlight.auth.examples.plainmain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packaged example, as a process of its own. */
class PlainMainIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path JAR = TARGET.resolve("plain-main.jar");
    private static final Path LIBRARIES = TARGET.resolve("lib");

    @Test
    void main_printsARegistrationAndALogin() throws Exception {
        assertThat(java("-jar", JAR.toString())).isEqualTo(block(Files.readString(Path.of("README.md"))));
    }

    @Test
    void libraries_areTheCoreTheMemoryAndALoggerAndAnnotations() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .satisfiesExactlyInAnyOrder(
                            name -> assertThat(name).startsWith("auth-domain-"),
                            name -> assertThat(name).startsWith("auth-application-"),
                            name -> assertThat(name).startsWith("adapter-inmemory-"),
                            name -> assertThat(name).startsWith("jspecify-"),
                            name -> assertThat(name).startsWith("slf4j-api-"),
                            name -> assertThat(name).startsWith("slf4j-nop-"));
        }
    }

    @Test
    void everyUseCase_runsInMemoryOnTheseLibrariesAlone() throws Exception {
        String classPath = String.join(
                File.pathSeparator,
                LIBRARIES + "/*",
                TARGET.resolve("test-classes").toString());

        assertThat(java("-cp", classPath, EveryUseCase.class.getName())).isEqualTo("every use case\n");
    }

    private static String java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.replace(System.lineSeparator(), "\n");
    }

    /** What the README says that the program prints. */
    private static String block(String readme) {
        int begin = readme.indexOf("```text\n") + "```text\n".length();
        return readme.substring(begin, readme.indexOf("```", begin));
    }
}
