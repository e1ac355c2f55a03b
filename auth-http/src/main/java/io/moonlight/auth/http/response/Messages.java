package io.moonlight.auth.http.response;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.mail.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The texts of answers, by language. No text has a placeholder: input is never echoed. */
public final class Messages {

    private final Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);

    /** Loads the texts. */
    public Messages() {
        for (Language language : Language.values()) {
            texts.put(language, load(language));
        }
    }

    /**
     * Returns a text.
     *
     * @throws IllegalArgumentException if there is none for this key
     */
    public String text(String key, Language language) {
        return find(key, language).orElseThrow(() -> new IllegalArgumentException("no text for " + key));
    }

    Optional<String> find(String key, Language language) {
        return Optional.ofNullable(all(language).get(key));
    }

    Map<String, String> all(Language language) {
        return texts.getOrDefault(language, Map.of());
    }

    /** Returns the key of the text of an error. */
    public static String keyOf(AuthError error) {
        String key = "error." + error.getClass().getSimpleName();
        return error instanceof AuthError.CodeRefused refused
                ? key + "." + refused.reason().name()
                : key;
    }

    private static Map<String, String> load(Language language) {
        String name = "messages_" + language.tag() + ".properties";
        try (InputStream file = Messages.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            Map<String, String> texts = new HashMap<>();
            properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
            return Map.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
