package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/** Writes stack traces, including causes, with messages masked and on one line. */
public final class SafeStackTrace extends ThrowableHandlingConverter {

    private static final int FRAMES = 20;
    private static final int CAUSES = 10;

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy thrown = event.getThrowableProxy();
        for (int i = 0; thrown != null && i < CAUSES; i++) {
            append(text, i == 0 ? "" : "Caused by: ", thrown);
            thrown = thrown.getCause();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String prefix, IThrowableProxy thrown) {
        text.append(prefix).append(thrown.getClassName());
        if (thrown.getMessage() != null) {
            text.append(": ").append(Masking.oneLine(thrown.getMessage()));
        }
        text.append('\n');
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
            text.append("\tat ")
                    .append(frames[i].getStackTraceElement().toString())
                    .append('\n');
        }
    }
}
