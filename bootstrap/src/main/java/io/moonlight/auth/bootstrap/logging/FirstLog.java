package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;

/**
 * Configures the log until the settings are read: text on the console. Logback finds this as a service and calls it before it
 * searches for a file; if there is a {@code logback.xml}, that file configures the log. A file of our own would slow the start.
 */
public class FirstLog extends DefaultJoranConfigurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (fileIsThere()) {
            return super.configure(context);
        }
        Logging.begin(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    boolean fileIsThere() {
        return performMultiStepConfigurationFileSearch(false) != null;
    }
}
