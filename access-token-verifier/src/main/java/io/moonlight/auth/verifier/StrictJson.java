package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/** Parses JSON (RFC 8259) strictly: valid UTF-8, no member twice, nothing before or after the object. */
final class StrictJson {

    private StrictJson() {}

    /** Returns the object, or empty if the bytes are anything else. */
    static Optional<Map<String, Object>> object(byte[] json) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            return text.stripLeading().startsWith("{") ? Optional.of(JSONObjectUtils.parse(text)) : Optional.empty();
        } catch (CharacterCodingException | ParseException e) {
            return Optional.empty();
        }
    }
}
