package io.moonlight.auth.http.response;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes answers as JSON: records with snake_case names, in the envelope. Safe for any number of threads. */
public final class JsonWriter {

    /** The frame of every success. */
    record Envelope(int code, String message, Object data) {}

    private static final byte[] NOTHING = {};

    /** A pool of buffers instead of one for each thread, and so for each request that has its own thread. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule().addSerializer(Optional.class, new OptionalWriter()))
            .build();

    private final ObjectWriter writer = MAPPER.writer();
    private final ObjectWriter envelopeWriter = MAPPER.writerFor(Envelope.class);

    /** Returns the body of an answer; {@code texts} finds the text of a message key. */
    public byte[] write(Answer answer, UnaryOperator<String> texts) {
        if (answer instanceof Answer.Success success) {
            return write(envelopeWriter, new Envelope(Statuses.OK, texts.apply(success.messageKey()), success.data()));
        }
        if (answer instanceof Answer.Failure error) {
            return write(writer, envelope(error));
        }
        if (answer instanceof Answer.Plain plain) {
            return write(writer, plain.body());
        }
        return answer instanceof Answer.Document document ? document.json().getBytes(UTF_8) : NOTHING;
    }

    /** Returns an object as a line, with its end. */
    public byte[] line(Object value) {
        byte[] json = write(writer, value);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> envelope(Answer.Failure error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", error.status());
        body.put("message", error.message());
        body.put("error", error.error());
        if (!error.errors().isEmpty()) {
            body.put("errors", error.errors());
        }
        error.retryAfter().ifPresent(seconds -> body.put("retry_after", seconds));
        return body;
    }

    /** Writes what an Optional holds, or null. */
    @SuppressWarnings("rawtypes") // Jackson finds writers by raw class
    private static final class OptionalWriter extends JsonSerializer<Optional> {

        @Override
        public boolean isEmpty(SerializerProvider writers, Optional value) {
            return value.isEmpty();
        }

        @Override
        public void serialize(Optional value, JsonGenerator json, SerializerProvider writers) throws IOException {
            if (value.isPresent()) {
                writers.defaultSerializeValue(value.get(), json);
            } else {
                json.writeNull();
            }
        }
    }
}
