package io.moonlight.auth.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes records as JSON, with snake_case names, and puts them into the envelope. Safe for any number of threads. */
final class JsonWriter {

    /** The frame of every success. */
    record Success(int code, String message, Object data) {}

    private static final ObjectMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().recyclerPool(Buffers.POOL).build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule().addSerializer(Optional.class, new OptionalWriter()))
            .build();

    private final ObjectWriter writer = MAPPER.writer();
    private final ObjectWriter successWriter = MAPPER.writerFor(Success.class);

    byte[] success(String message, Object data) {
        try {
            return successWriter.writeValueAsBytes(new Success(Statuses.OK, message, data));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] error(ErrorResponse error) {
        return plain(envelope(error));
    }

    byte[] plain(Object body) {
        try {
            return writer.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> envelope(ErrorResponse error) {
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
}
