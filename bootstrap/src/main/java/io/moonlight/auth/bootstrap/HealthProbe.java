package io.moonlight.auth.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Checks whether the server of this container or machine serves: exit code 0 if so, 1 if not.
 *
 * <p>The container image has no {@code curl}. The probe runs every few seconds in a JVM of its own, so it uses only a few
 * classes of the JDK. The server's {@code HOST} and {@code PORT} are taken from the environment; an
 * argument names another path than {@code /health}, such as {@code /health/ready}.
 */
public final class HealthProbe {

    static final String LIVENESS = "/health";

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final String HEALTHY = " 200 ";

    private HealthProbe() {}

    /** Probes the server and exits. */
    public static void main(String[] arguments) {
        String path = arguments.length == 0 ? LIVENESS : arguments[0];
        System.exit(isHealthy(System.getenv(), path) ? 0 : 1);
    }

    /** Returns whether the server with these settings answers 200 within two seconds. */
    static boolean isHealthy(Map<String, String> environment, String path) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        try (Socket socket = new Socket()) {
            socket.connect(address(environment), TIMEOUT_MILLIS);
            socket.getOutputStream().write(request(path));
            return statusLine(socket, end).contains(HEALTHY);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static InetSocketAddress address(Map<String, String> environment) {
        String host = setting(environment, "HOST", "127.0.0.1");
        String port = setting(environment, "PORT", "8000");
        return new InetSocketAddress(ANY_ADDRESS.contains(host) ? "127.0.0.1" : host, Integer.parseInt(port));
    }

    private static String setting(Map<String, String> environment, String name, String fallback) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? fallback : value.strip();
    }

    private static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the status line; the timeout applies to the whole line, however slowly it arrives. */
    private static String statusLine(Socket socket, long end) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return "";
            }
            socket.setSoTimeout((int) left);
            int next = in.read();
            if (next < 0 || next == '\r' || next == '\n') {
                return line.toString();
            }
            line.append((char) next);
        }
    }
}
