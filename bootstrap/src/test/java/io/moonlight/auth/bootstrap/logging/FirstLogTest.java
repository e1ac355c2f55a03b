package io.moonlight.auth.bootstrap.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log until the settings have been read. */
class FirstLogTest {

    /** The log without a file of the application. */
    private static final class WithoutAFile extends FirstLog {

        @Override
        boolean fileIsThere() {
            return false;
        }
    }

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    /** The file is the one of these tests. */
    @Test
    void fileOfTheHostApplication_configuresTheLog() throws JoranException {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(FirstLog.class);

        new ContextInitializer(context).autoConfig();

        assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void lines_goToTheConsole_masked_andLibrariesAreQuiet() {
        PrintStream console = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, UTF_8));
        try {
            assertThat(new WithoutAFile().configure(context))
                    .isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

            context.getLogger("io.moonlight.auth.First").info("a line for alice@example.org");
            context.getLogger("org.eclipse.jetty.Any").warn("what a client sent");
        } finally {
            System.setOut(console);
        }

        assertThat(written.toString(UTF_8))
                .contains("INFO", "a line for")
                .doesNotContain("alice@example.org", "what a client sent")
                .endsWith("\n")
                .containsOnlyOnce("\n");
    }
}
