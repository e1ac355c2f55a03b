package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthProbeTest {

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, true",
        "HTTP/1.1 503 Service Unavailable, false",
        "HTTP/1.1 404 Not Found, false",
        "hello, false",
        "'', false"
    })
    void isHealthy_whenTheServerAnswers_isWhetherItSays200(String statusLine, boolean healthy) throws IOException {
        try (ServerSocket server = server()) {
            CompletableFuture<String> asked = answer(server, statusLine + "\r\n\r\n{}");

            assertThat(HealthProbe.isHealthy(at(server, "127.0.0.1"), "/health/ready"))
                    .isEqualTo(healthy);
            assertThat(asked.join()).startsWith("GET /health/ready HTTP/1.0\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0", "::", "127.0.0.1"})
    void isHealthy_ofAServerOnAnyAddress_asksTheLoopback(String host) throws IOException {
        try (ServerSocket server = server()) {
            CompletableFuture<String> asked = answer(server, "HTTP/1.1 200 OK\r\n\r\n");

            assertThat(HealthProbe.isHealthy(at(server, host), HealthProbe.LIVENESS))
                    .isTrue();
            assertThat(asked.join()).startsWith("GET /health HTTP/1.0\r\n");
        }
    }

    @Test
    void isHealthy_whenNobodyListens_isFalse() throws IOException {
        Map<String, String> gone;
        try (ServerSocket server = server()) {
            gone = at(server, "127.0.0.1");
        }
        assertThat(HealthProbe.isHealthy(gone, HealthProbe.LIVENESS)).isFalse();
        assertThat(HealthProbe.isHealthy(Map.of("PORT", "no number"), HealthProbe.LIVENESS))
                .isFalse();
    }

    @Test
    void isHealthy_whenTheServerIsSilent_isFalseAfterTwoSeconds() throws IOException {
        try (ServerSocket server = server()) {
            long begin = System.nanoTime();

            assertThat(HealthProbe.isHealthy(at(server, "127.0.0.1"), HealthProbe.LIVENESS))
                    .isFalse();
            assertThat((System.nanoTime() - begin) / 1_000_000).isBetween(1_500L, 10_000L);
        }
    }

    @Test
    void probe_forItsSpeed_usesTheJdkAlone() {
        assertThat(new ClassFileImporter()
                        .importClasses(HealthProbe.class)
                        .get(HealthProbe.class)
                        .getDirectDependenciesFromSelf())
                .isNotEmpty()
                .allSatisfy(dependency -> assertThat(dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getPackageName())
                        .matches("|java\\..*"));
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static Map<String, String> at(ServerSocket server, String host) {
        return Map.of("HOST", host, "PORT", Integer.toString(server.getLocalPort()));
    }

    private static CompletableFuture<String> answer(ServerSocket server, String text) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = server.accept()) {
                byte[] request = new byte[1024];
                int length = client.getInputStream().read(request);
                client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                return new String(request, 0, length, StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
