package io.moonlight.auth.bootstrap.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.ContextAware;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import net.logstash.logback.LogstashFormatter;
import net.logstash.logback.encoder.LogstashEncoder;

/**
 * Logstash's encoder without its generator per thread, which stays in memory until the thread is collected: with a virtual
 * thread per request, these filled the heap.
 */
final class JsonEncoder extends LogstashEncoder {

    private static final int USUAL_LINE = 512;

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .build();

    @Override
    protected LogstashFormatter createFormatter() {
        return new Formatter(this);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_LINE);
        try {
            getFormatter().writeEvent(event, line);
            line.write(getLineSeparator().getBytes(UTF_8));
            return line.toByteArray();
        } catch (IOException e) {
            addError("an event could not be written as JSON", e);
            return new byte[0];
        }
    }

    private static final class Formatter extends LogstashFormatter {

        private Formatter(ContextAware origin) {
            super(origin);
        }

        @Override
        public void writeEvent(ILoggingEvent event, OutputStream out) throws IOException {
            try (JsonGenerator json = getJsonGeneratorDecorator().decorate(JSON.createGenerator(out))) {
                writeEventToGenerator(json, event);
            }
        }
    }
}
