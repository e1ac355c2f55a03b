package io.moonlight.auth.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders like <code>{{code}}</code>, from a resource beside this class. */
record Template(String name, String text) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    /** @throws IllegalStateException if there is no such resource */
    static Template load(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no mail template " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Template(name, text.replace("\r\n", "\n").strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills all placeholders in one pass: values are not interpreted. */
    String fill(Map<String, String> values, UnaryOperator<String> escape) {
        Matcher place = PLACE.matcher(text);
        return place.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("no value for " + found.group() + " in " + name);
            }
            return Matcher.quoteReplacement(escape.apply(value));
        });
    }

    /** Escapes a text for HTML elements and quoted attributes. */
    static String escapeHtml(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
