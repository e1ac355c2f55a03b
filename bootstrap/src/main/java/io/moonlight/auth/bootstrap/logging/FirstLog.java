package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;

/**
 * The log until the settings have been read: lines for people, on the console. Logback finds this as a service and asks it
 * before it looks for a file; if the host application has a {@code logback.xml}, that one configures the log. A file of our own
 * would take a start too long to read.
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
