package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.ParseException;
import java.util.Map;

/** Parses JSON (RFC 8259) strictly: valid UTF-8, no member twice, nothing before or after the object. */
final class StrictJson {

    private StrictJson() {}

    /** @throws ParseException without the text, if the bytes are anything but one object */
    static Map<String, Object> object(byte[] json) throws ParseException {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            if (text.stripLeading().startsWith("{")) {
                return JSONObjectUtils.parse(text);
            }
        } catch (CharacterCodingException e) {
            // Not JSON either.
        }
        throw new ParseException("not a JSON object", 0);
    }
}
