package io.moonlight.auth.bootstrap.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The log until the settings have been read. */
class FirstLogTest {

    @Test
    void logback_findsIt_butAsksForAFileBefore() {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(FirstLog.class);
        assertThat(FirstLog.class.getAnnotation(ConfiguratorRank.class).value())
                .isLessThan(DefaultJoranConfigurator.class
                        .getAnnotation(ConfiguratorRank.class)
                        .value());
    }

    @Test
    void lines_goToTheConsole_masked_andLibrariesAreQuiet() {
        PrintStream console = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, UTF_8));
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            assertThat(new FirstLog().configure(context))
                    .isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

            context.getLogger("io.moonlight.auth.First").info("a line for alice@example.org");
            context.getLogger("org.eclipse.jetty.Any").warn("what a client sent");
        } finally {
            context.stop();
            System.setOut(console);
        }

        assertThat(written.toString(UTF_8))
                .contains("INFO", "a line for")
                .doesNotContain("alice@example.org", "what a client sent")
                .endsWith("\n")
                .containsOnlyOnce("\n");
    }
}
