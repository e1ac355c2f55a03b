package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.moonlight.auth.bootstrap.settings.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Help.Ansi;

/** Configures the log by the settings. Until then {@link FirstLog} does. */
public final class Logging {

    private static final String OURS = "io.moonlight.auth";
    private static final String FILE = "moonlight-auth";
    private static final long TOTAL_BYTES = 10 * FileSize.GB_COEFFICIENT;

    /** The most detailed level of libraries, whatever is set: below it some log what clients send. */
    private static final Map<String, Level> LIBRARIES = Map.of(
            "org.eclipse.jetty", Level.ERROR,
            "io.javalin", Level.WARN,
            "com.zaxxer.hikari", Level.WARN,
            "org.flywaydb", Level.WARN,
            "redis.clients", Level.WARN);

    private Logging() {}

    /**
     * Replaces the previous configuration. Does nothing if the log is not Logback.
     *
     * @throws IllegalArgumentException if the folder for files cannot be written
     */
    public static void configure(LogSettings settings) {
        settings.folder().ifPresent(Logging::requireWritable);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            Logger root = levels(context);
            context.getLogger(OURS).setLevel(Level.convertAnSLF4JLevel(settings.level()));
            Encoder<ILoggingEvent> lines = settings.format() == LogSettings.Format.JSON
                    ? JsonLines.encoder(context)
                    : TextLines.encoder(context, Ansi.AUTO.enabled());
            root.addAppender(console(context, lines));
            settings.folder().ifPresent(folder -> root.addAppender(file(context, folder, settings)));
        }
    }

    /** Configures the log until the settings are read. */
    static void begin(LoggerContext context) {
        levels(context).addAppender(console(context, TextLines.encoder(context, false)));
    }

    private static Logger levels(LoggerContext context) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        return root;
    }

    private static void requireWritable(Path folder) {
        try {
            PrivateFileAppender.createFolder(folder);
            Files.delete(Files.createTempFile(folder, FILE, ".try"));
        } catch (IOException e) {
            throw new IllegalArgumentException("LOG_DIR is not usable: files cannot be created in that folder", e);
        }
    }

    private static Appender<ILoggingEvent> console(LoggerContext context, Encoder<ILoggingEvent> lines) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setEncoder(lines);
        console.start();
        return console;
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Path folder, LogSettings settings) {
        PrivateFileAppender<ILoggingEvent> file = new PrivateFileAppender<>(folder, FILE);
        file.setContext(context);
        file.setName("file");
        file.setFile(folder.resolve(FILE + ".log").toString());
        file.setEncoder(JsonLines.encoder(context));
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(
                folder.resolve(FILE + ".%d{yyyy-MM-dd, UTC}.%i.log.gz").toString());
        rolling.setMaxFileSize(new FileSize(settings.fileMegabytes() * FileSize.MB_COEFFICIENT));
        rolling.setMaxHistory(settings.keptDays());
        rolling.setTotalSizeCap(new FileSize(TOTAL_BYTES));
        rolling.start();
        file.setRollingPolicy(rolling);
        file.start();
        return file;
    }
}
