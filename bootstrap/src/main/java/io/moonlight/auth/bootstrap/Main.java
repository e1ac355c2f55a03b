package io.moonlight.auth.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.moonlight.auth.bootstrap.settings.EnvironmentFiles;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import io.moonlight.auth.bootstrap.settings.SettingsReader;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgresException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The standalone server. Exit codes: 0 after a stop that was asked for, 1 if a part could not be started, 2 if the
 * settings do not make a server.
 */
public final class Main {

    private static final int CANNOT_START = 1;
    private static final int BAD_SETTINGS = 2;
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Starts the server and returns; its threads keep the process alive until it is told to stop. */
    public static void main(String[] arguments) {
        int exit = run(System.getenv(), System.err);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    private static int run(Map<String, String> environment, PrintStream complaints) {
        try {
            Settings settings = SettingsReader.read(EnvironmentFiles.read(Path.of("."), environment));
            logMore(settings);
            MoonLightServer server = MoonLightServer.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "moonlight-stop"));
            announce(settings, server);
            return 0;
        } catch (SettingsException e) {
            complaints.println("MoonLight Auth cannot start with these settings:");
            e.problems().forEach(problem -> complaints.println("  - " + problem));
            return BAD_SETTINGS;
        } catch (IllegalArgumentException e) {
            complaints.println("MoonLight Auth cannot start with these settings:");
            complaints.println("  - " + e.getMessage());
            return BAD_SETTINGS;
        } catch (EmbeddedPostgresException e) {
            complaints.println("MoonLight Auth cannot start its embedded PostgreSQL: " + e.getMessage());
            return CANNOT_START;
        } catch (RuntimeException e) {
            LOG.debug("the start failed", e);
            complaints.println("MoonLight Auth cannot start: " + e.getMessage() + " (" + Causes.root(e) + ")");
            return CANNOT_START;
        }
    }

    private static void announce(Settings settings, MoonLightServer server) {
        LOG.info(
                "{} {} serves on {} ({})",
                settings.appName(),
                Version.current(),
                server.uri(),
                settings.environment().name().toLowerCase(Locale.ROOT));
        server.mailbox().ifPresent(mailbox -> LOG.info("mails are not sent but shown at {}", mailbox));
    }

    private static void logMore(Settings settings) {
        if (settings.debug() && LoggerFactory.getLogger("io.moonlight.auth") instanceof Logger ours) {
            ours.setLevel(Level.DEBUG);
        }
    }

    private static void stop(MoonLightServer server) {
        LOG.info("stopping");
        server.close();
        LOG.info("stopped");
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.stop();
        }
    }
}
