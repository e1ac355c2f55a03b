package io.moonlight.auth.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.domain.model.mail.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the templates, once for each language: <code>{{name}}</code> becomes a value, an element with {@code data-t="key"} gets the
 * text of that key, and {@code data-t-label="key"} gets an {@code aria-label}. The attributes stay, so that a script can change the language of a page.
 */
final class Templates {

    private static final Pattern VALUE = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final Pattern TEXT = Pattern.compile("(<[^<>]*\\bdata-t=\"([^\"]+)\"[^<>]*>)(?=</)");
    private static final Pattern LABEL = Pattern.compile("\\bdata-t-label=\"([^\"]+)\"");
    private static final Pattern ENTRY = Pattern.compile("(?m)^ *\"([^\"]+)\": \"((?:[^\"\\\\]|\\\\[\"\\\\])*)\",?$");

    /** A shell holds a page, which may hold a part, which holds values. */
    private static final int DEPTH = 3;

    private Templates() {}

    /** Returns the texts of a file: a module whose default export is an object with one text on each line. */
    static Map<String, String> texts(String module) {
        Map<String, String> texts = new HashMap<>();
        Matcher entry = ENTRY.matcher(module);
        while (entry.find()) {
            texts.put(entry.group(1), entry.group(2).replaceAll("\\\\(.)", "$1"));
        }
        return texts;
    }

    /**
     * Returns the texts of a language, by key.
     *
     * @param module the prefix of the file with further texts; may be empty
     */
    static Map<String, String> texts(Language language, String module) {
        String common = language.tag() + ".js";
        Map<String, String> texts = new HashMap<>(texts(new String(asset(common), UTF_8)));
        if (!module.isEmpty()) {
            texts.putAll(texts(new String(asset(module + "-" + common), UTF_8)));
        }
        return texts;
    }

    /** Returns a page: the shell around the template of this name. */
    static String page(Page page, Language language, Map<String, String> values) {
        Map<String, String> all = new HashMap<>();
        values.forEach((key, value) -> all.put(key, escaped(value)));
        all.put("main", template(page.name() + ".html"));
        all.put("code-steps", template("code-steps.html"));
        Map<String, String> texts = texts(language, page.texts());
        String html = template("shell.html");
        for (int depth = 0; depth < DEPTH; depth++) {
            html = fill(html, all);
        }
        html = TEXT.matcher(html)
                .replaceAll(tag -> Matcher.quoteReplacement(tag.group(1) + escaped(text(texts, tag.group(2), values))));
        return LABEL.matcher(html)
                .replaceAll(label -> Matcher.quoteReplacement(
                        label.group() + " aria-label=\"" + escaped(text(texts, label.group(1), values)) + "\""));
    }

    /** Returns a text; <code>{name}</code> in it is the name of the application. */
    private static String text(Map<String, String> texts, String key, Map<String, String> values) {
        return Optional.ofNullable(texts.get(key))
                .orElseThrow(() -> new IllegalStateException("there is no text " + key))
                .replace("{name}", values.getOrDefault("name", ""));
    }

    /** Replaces the placeholders of a template; the values are inserted as they are. */
    static String fill(String template, Map<String, String> values) {
        return VALUE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(Optional.ofNullable(values.get(place.group(1)))
                        .orElseThrow(() -> new IllegalStateException("there is no value " + place.group(1)))));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("{", "&#123;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static byte[] asset(String name) {
        return read("assets/" + name);
    }

    private static String template(String name) {
        return new String(read("templates/" + name), UTF_8);
    }

    private static byte[] read(String name) {
        try (InputStream file = Templates.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
