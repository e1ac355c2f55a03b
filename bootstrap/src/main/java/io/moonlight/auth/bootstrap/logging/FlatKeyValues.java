package io.moonlight.auth.bootstrap.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.slf4j.event.KeyValuePair;

/** Writes the key-value pairs of an event as fields of its object: numbers and booleans as such, everything else as text. */
final class FlatKeyValues extends AbstractJsonProvider<ILoggingEvent> {

    @Override
    public void writeTo(JsonGenerator json, ILoggingEvent event) throws IOException {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        for (KeyValuePair pair : pairs) {
            json.writeFieldName(pair.key);
            if (pair.value instanceof Integer || pair.value instanceof Long) {
                json.writeNumber(((Number) pair.value).longValue());
            } else if (pair.value instanceof Number number) {
                json.writeNumber(number.doubleValue());
            } else if (pair.value instanceof Boolean flag) {
                json.writeBoolean(flag);
            } else {
                json.writeString(String.valueOf(pair.value));
            }
        }
    }
}
