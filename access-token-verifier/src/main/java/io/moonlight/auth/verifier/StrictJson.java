package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.shaded.gson.stream.JsonReader;
import com.nimbusds.jose.shaded.gson.stream.JsonToken;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Parses JSON (RFC 8259) strictly: valid UTF-8, no member twice, nothing before or after the object. */
final class StrictJson {

    private StrictJson() {}

    /** @throws ParseException without the text, if the bytes are anything but one object */
    static Map<String, Object> object(byte[] json) throws ParseException {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            if (text.stripLeading().startsWith("{")) {
                Map<String, Object> object = JSONObjectUtils.parse(text);
                requireDistinctMembers(text);
                return object;
            }
        } catch (IOException e) {
            // Not JSON either.
        }
        throw new ParseException("not a JSON object", 0);
    }

    /** The parser checks the outermost object only. */
    private static void requireDistinctMembers(String json) throws IOException, ParseException {
        Deque<Set<String>> objects = new ArrayDeque<>();
        JsonReader reader = new JsonReader(new StringReader(json));
        for (JsonToken next = reader.peek(); next != JsonToken.END_DOCUMENT; next = reader.peek()) {
            switch (next) {
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    objects.push(new HashSet<>());
                }
                case END_OBJECT -> {
                    reader.endObject();
                    objects.pop();
                }
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                case NAME -> {
                    if (!objects.element().add(reader.nextName())) {
                        throw new ParseException("a member is there twice", 0);
                    }
                }
                default -> reader.skipValue();
            }
        }
    }
}
