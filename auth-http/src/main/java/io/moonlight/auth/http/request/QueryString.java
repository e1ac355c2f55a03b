package io.moonlight.auth.http.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the part of a URL after the question mark: UTF-8, percent-encoded. A plus is a plus (RFC 3986), not a space as forms
 * write it: emails have the one, and no parameter has the other. A name that cannot be decoded is
 * ignored, such a value is not a text; a parameter without a value counts as missing.
 */
public final class QueryString {

    private static final int HEX = 16;
    private static final int ESCAPE_LENGTH = 3;

    private QueryString() {}

    /** Returns the parameters by name; the query is without its question mark, and may be empty. */
    public static Map<String, Raw> read(String query) {
        Map<String, List<Raw>> sent = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            decode(name)
                    .ifPresent(key -> sent.computeIfAbsent(key, k -> new ArrayList<>(1))
                            .add(decode(value).map(Raw::text).orElse(Raw.OTHER)));
        }
        Map<String, Raw> fields = new HashMap<>();
        sent.forEach((name, values) -> {
            if (values.size() > 1) {
                fields.put(name, Raw.REPEATED);
            } else if (!values.get(0).equals(Raw.text(""))) {
                fields.put(name, values.get(0));
            }
        });
        return fields;
    }

    private static Optional<String> decode(String encoded) {
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                decoded.put(raw[i]);
                continue;
            }
            if (i + ESCAPE_LENGTH > raw.length) {
                return Optional.empty();
            }
            int high = Character.digit(raw[i + 1], HEX);
            int low = Character.digit(raw[i + 2], HEX);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            decoded.put((byte) (HEX * high + low));
            i += 2;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
