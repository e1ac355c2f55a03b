package io.moonlight.auth.http;

import java.util.Map;
import java.util.Optional;

/** A JSON object as far as calls look at it: which fields it has, and the text of those that are strings. */
final class JsonBody {

    /** The text of each field; empty for those that are not strings. Fields that are null are not there. */
    private final Map<String, Optional<String>> fields;

    JsonBody(Map<String, Optional<String>> fields) {
        this.fields = fields;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Optional<String> text(String name) {
        return fields.getOrDefault(name, Optional.empty());
    }
}
