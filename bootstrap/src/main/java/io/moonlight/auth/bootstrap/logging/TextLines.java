package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes one line of text per event, for humans. */
final class TextLines {

    private static final String TIME = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC}";
    private static final String REST = " [%X{request_id:--}] %safeMessage%n%safeStackTrace";
    private static final String PLAIN = TIME + " %-5level %logger{20}" + REST;
    private static final String COLOURED = "%gray(" + TIME + ") %highlight(%-5level) %cyan(%logger{20})" + REST;

    private TextLines() {}

    static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean coloured) {
        Lines lines = new Lines(coloured ? COLOURED : PLAIN);
        lines.setContext(context);
        lines.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(lines);
        encoder.start();
        return encoder;
    }

    /** Creates the pattern at the first line, since many starts never write one. */
    private static final class Lines extends LayoutBase<ILoggingEvent> {

        private final String pattern;
        private Optional<PatternLayout> read = Optional.empty();

        Lines(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public String doLayout(ILoggingEvent event) {
            return layout().doLayout(event);
        }

        private synchronized PatternLayout layout() {
            if (read.isEmpty()) {
                PatternLayout layout = new PatternLayout();
                layout.setContext(getContext());
                layout.getInstanceConverterMap().put("safeMessage", SafeMessage::new);
                layout.getInstanceConverterMap().put("safeStackTrace", SafeStackTrace::new);
                layout.setPattern(pattern);
                layout.start();
                read = Optional.of(layout);
            }
            return read.orElseThrow();
        }
    }
}
