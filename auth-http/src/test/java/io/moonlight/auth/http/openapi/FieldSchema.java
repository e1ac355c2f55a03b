package io.moonlight.auth.http.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client has to know of a field. It is never stricter than the field's parser, and where JSON Schema has words for
 * a rule, it has that rule.
 *
 * @param description what it is
 * @param keywords in the words of JSON Schema (2020-12)
 * @param example a good value
 */
record FieldSchema(String description, Map<String, Object> keywords, Object example) {

    FieldSchema {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords)); // in the order in which they were said
    }

    static FieldSchema text(String description, String example) {
        return new FieldSchema(description, Map.of("type", "string"), example);
    }

    static FieldSchema number(String description, long least, long most, long example) {
        return new FieldSchema(description, Map.of("type", "integer"), example)
                .with("minimum", least)
                .with("maximum", most);
    }

    static FieldSchema truth(String description, boolean example) {
        return new FieldSchema(description, Map.of("type", "boolean"), example);
    }

    FieldSchema with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(keywords);
        more.put(keyword, value);
        return new FieldSchema(description, more, example);
    }
}
