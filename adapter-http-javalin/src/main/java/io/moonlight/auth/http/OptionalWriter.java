package io.moonlight.auth.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Optional;

/** Writes what an Optional holds, or null. */
@SuppressWarnings("rawtypes") // Jackson finds writers by raw class
final class OptionalWriter extends JsonSerializer<Optional> {

    @Override
    public void serialize(Optional value, JsonGenerator json, SerializerProvider writers) throws IOException {
        if (value.isPresent()) {
            writers.defaultSerializeValue(value.get(), json);
        } else {
            json.writeNull();
        }
    }
}
