package io.moonlight.auth.http.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads exactly one JSON object (RFC 8259) in valid UTF-8. Duplicate keys, anything after the object, deep nesting and any
 * other encoding are rejected; nothing is coerced. Safe for any number of threads.
 */
public final class StrictJson {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 100;

    /** Names are not interned: clients choose them. */
    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .build();

    /**
     * Returns the members of the object by name, without those that are null.
     *
     * @throws Refusal for anything but one JSON object
     */
    public Map<String, Raw> read(byte[] body) {
        try (JsonParser parser = factory.createParser(decode(body))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Refusal.unreadable();
            }
            Map<String, Raw> fields = new HashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (value != JsonToken.VALUE_NULL) {
                    fields.put(name, raw(value, parser));
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw Refusal.unreadable();
            }
            return fields;
        } catch (IOException e) {
            throw Refusal.unreadable();
        }
    }

    private static Raw raw(JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return Raw.text(parser.getText());
        }
        if (value.isBoolean()) {
            return Raw.bool(parser.getText());
        }
        if (value.isNumeric()) {
            return Raw.number(parser.getText());
        }
        return value == JsonToken.START_ARRAY ? list(parser) : Raw.OTHER;
    }

    /** Reads up to the end of the list, whatever is in it. */
    private static Raw list(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        boolean others = false;
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (next == JsonToken.VALUE_STRING) {
                texts.add(parser.getText());
            } else if (next == null) {
                throw Refusal.unreadable();
            } else {
                others = true;
                parser.skipChildren();
            }
        }
        return others ? Raw.OTHER : Raw.texts(texts);
    }

    /** Jackson forgives some broken UTF-8 and guesses other encodings; the JDK's decoder does neither. */
    private static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }
}
