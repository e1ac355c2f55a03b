package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;

/** The line for people. The same, without colour, stands in {@code logback.xml}, for what comes before the settings. */
final class TextLines {

    private static final String TIME = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC}";
    private static final String REST = " [%X{request_id:--}] %safeMessage%n%safeStackTrace";
    private static final String PLAIN = TIME + " %-5level %logger{20}" + REST;
    private static final String COLOURED = "%gray(" + TIME + ") %highlight(%-5level) %cyan(%logger{20})" + REST;

    private TextLines() {}

    static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean coloured) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("safeMessage", SafeMessage::new);
        layout.getInstanceConverterMap().put("safeStackTrace", SafeStackTrace::new);
        layout.setPattern(coloured ? COLOURED : PLAIN);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
