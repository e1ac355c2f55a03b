package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;

/** Writes one JSON object per line: time, level, logger, thread, message, request_id, and the key-value pairs. */
final class JsonLines {

    private JsonLines() {}

    static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        LogstashFieldNames names = new LogstashFieldNames();
        names.setTimestamp("time");
        names.setVersion(null);
        names.setLevelValue(null);
        names.setThread("thread");
        names.setLogger("logger");
        names.setStackTrace("stack_trace");

        MaskingJsonGeneratorDecorator masking = new MaskingJsonGeneratorDecorator();
        masking.addValueMasker(
                (place, value) -> value instanceof CharSequence text ? Masking.masked(text.toString()) : null);
        masking.start();

        SafeStackTrace stackTrace = new SafeStackTrace();
        stackTrace.setContext(context);
        stackTrace.start();

        LogstashEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setFieldNames(names);
        encoder.setTimeZone("UTC");
        encoder.setIncludeKeyValuePairs(false);
        encoder.addProvider(new FlatKeyValues());
        encoder.setThrowableConverter(stackTrace);
        encoder.setJsonGeneratorDecorator(masking);
        encoder.start();
        return encoder;
    }
}
