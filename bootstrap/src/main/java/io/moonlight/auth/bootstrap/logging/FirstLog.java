package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log until the settings have been read: lines for people, on the console. Logback finds this as a service, and asks it
 * after it has looked for somebody's {@code logback.xml}, which wins; one of our own would take a start too long to read.
 */
@ConfiguratorRank(ConfiguratorRank.FALLBACK + 1)
public final class FirstLog extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Logging.begin(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
