package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bootstrap.logging.Logging;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program that serves as the packaged one does, on a machine whose clock jumps: each line that it reads, such as {@code
 * PT1H} or {@code PT0S}, says how far that is ahead from now on.
 */
public final class ServerWithAMovedClock {

    private ServerWithAMovedClock() {}

    /** Serves until it receives SIGTERM. */
    public static void main(String[] arguments) throws IOException {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        Settings settings = SettingsReader.read(System.getenv());
        Logging.configure(settings.logging());
        MoonLightServer server =
                MoonLightServer.startOn(settings, () -> Instant.now().plus(ahead.get()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("serves on " + server.uri() + " by a clock that can be moved");
        System.out.println("health and metrics are on " + server.managementUri());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ahead.set(Duration.parse(line));
                System.out.println("the clock is ahead by " + line);
            }
        }
    }
}
