package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that uses no TLS and no command loads nothing that only those need. */
class FrugalStartIT {

    @TempDir
    private static Path folder;

    private static List<String> loaded = List.of();

    /** Until it has answered, and no further: what stops it is not part of a start. */
    @BeforeAll
    static void start() throws IOException {
        Path classes = folder.resolve("classes.log");
        try (RealParts parts = new RealParts()) {
            Map<String, String> settings = new LinkedHashMap<>(parts.settings());
            settings.put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=\"" + classes + "\":none:filecount=0");
            try (ServerProcess server = ServerProcess.start(folder, settings)) {
                Api.of(server.uri())
                        .post("check-email", "email", EndToEnd.email())
                        .ok("success");
                server.kill();
            }
        }
        loaded = Files.readAllLines(classes);
    }

    @AfterAll
    static void forget() {
        loaded = List.of();
    }

    /** From the first class of ours to what only an answered request needs: otherwise the rest would prove nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"io.moonlight.auth.bootstrap.Main ", "io.moonlight.auth.application.CheckEmail$Command "})
    void classes_areToldOfToTheEnd(String prefix) {
        assertThat(loaded).anyMatch(line -> line.startsWith(prefix));
    }

    @ParameterizedTest
    @CsvSource({
        "com.sun.jmx.mbeanserver.JmxMBeanServer, the JVM's management as a whole: a queue of Jetty's asks for it",
        "org.xml.sax., XML: Logback reads its files with it",
        "sun.security.ssl.TrustStore, the certificates that are trusted",
        "picocli.CommandLine$Model$CommandSpec, the parser of commands"
    })
    void start_doesNotLoad(String prefix, String what) {
        assertThat(loaded).as(what).noneMatch(line -> line.startsWith(prefix));
    }
}
