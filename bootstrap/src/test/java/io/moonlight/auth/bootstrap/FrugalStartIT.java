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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that uses no TLS and no command loads nothing that only those need: each of these has cost it tenths of a second. */
class FrugalStartIT {

    @TempDir
    private static Path folder;

    /** In the order of their loading. */
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

    @Test
    void classes_areToldOf() {
        assertThat(loaded).anyMatch(line -> line.startsWith("io.moonlight.auth.bootstrap.Main "));
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
