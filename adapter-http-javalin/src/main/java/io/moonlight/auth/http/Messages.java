package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.Language;
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

/** What people read, in their language. No text has a place for a value: input is never echoed. */
final class Messages {

    private final Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);

    Messages() {
        for (Language language : Language.values()) {
            texts.put(language, load(language));
        }
    }

    /** @throws IllegalArgumentException if there is no such text */
    String text(String key, Language language) {
        return find(key, language).orElseThrow(() -> new IllegalArgumentException("no text for " + key));
    }

    Optional<String> find(String key, Language language) {
        return Optional.ofNullable(all(language).get(key));
    }

    Map<String, String> all(Language language) {
        return texts.getOrDefault(language, Map.of());
    }

    /** Every error has its own text, under its own name; a test holds this for all of them. */
    static String keyOf(AuthError error) {
        String key = "error." + error.getClass().getSimpleName();
        return error instanceof AuthError.CodeRefused refused
                ? key + "." + refused.reason().name()
                : key;
    }

    /** No default: a new problem does not compile until it has a text. */
    static String keyOf(FieldProblem problem) {
        return switch (problem) {
            case EMAIL_MALFORMED -> "field.emailMalformed";
            case EMAIL_DOMAIN_AMBIGUOUS -> "field.emailDomainAmbiguous";
            case USERNAME_MALFORMED -> "field.usernameMalformed";
            case PASSWORD_LENGTH -> "field.passwordLength";
            case PASSWORD_TOO_MANY_BYTES -> "field.passwordTooManyBytes";
            case PASSWORD_CHARACTERS -> "field.passwordCharacters";
            case PASSWORD_IS_IDENTITY -> "field.passwordIsIdentity";
            case PASSWORD_MISSING -> "field.required";
            case PASSWORD_ATTEMPT_TOO_LONG -> "field.passwordAttemptTooLong";
            case CODE_MALFORMED -> "field.codeMalformed";
        };
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
