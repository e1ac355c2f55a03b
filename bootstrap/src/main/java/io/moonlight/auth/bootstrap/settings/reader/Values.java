package io.moonlight.auth.bootstrap.settings.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the values of settings from the environment and collects all problems. A secret may be in a file that the variable
 * {@code NAME_FILE} names.
 */
final class Values {

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();
    private final Set<Setting<?>> wrong = new HashSet<>();
    private final Map<String, Optional<String>> texts = new HashMap<>();

    Values(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Returns whether a value is set, valid or not. */
    boolean isSet(Setting<?> setting) {
        return variable(setting.name()).isPresent() || file(setting).isPresent();
    }

    SettingsReport.Origin origin(Setting<?> setting) {
        if (variable(setting.name()).isPresent()) {
            return SettingsReport.Origin.SET;
        }
        return file(setting).isPresent() ? SettingsReport.Origin.FILE : SettingsReport.Origin.DEFAULT;
    }

    /** Returns the text of a variable that is set. */
    String given(Setting<?> setting) {
        return variable(setting.name()).orElseThrow();
    }

    /** Returns whether a part of the text of a setting matches. */
    boolean holds(Setting<?> setting, Pattern part) {
        return text(setting).filter(part.asPredicate()).isPresent();
    }

    boolean isWrong(Setting<?> setting) {
        return wrong.contains(setting);
    }

    /** Returns the value or its default; an invalid value is reported and replaced by the default. */
    <T> Optional<T> find(Setting<T> setting) {
        Optional<String> text = text(setting);
        if (text.isEmpty()) {
            return setting.defaultValue();
        }
        try {
            return Optional.of(setting.parser().apply(text.get()));
        } catch (IllegalArgumentException e) {
            problem(setting, "is not usable: " + e.getMessage());
            return setting.defaultValue();
        }
    }

    /** Returns the value of a setting that has a default. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow();
    }

    void problem(Setting<?> setting, String what) {
        problem(setting, setting.name(), what);
    }

    private void problem(Setting<?> setting, String variable, String what) {
        wrong.add(setting);
        problems.add(variable + " " + what);
    }

    /** Reports a setting that is not set. */
    void require(Setting<?> setting, String why) {
        if (!isSet(setting)) {
            problem(setting, "is not set: " + why);
        }
    }

    List<String> problems() {
        return problems;
    }

    private Optional<String> text(Setting<?> setting) {
        return texts.computeIfAbsent(setting.name(), name -> variable(name).or(() -> fromFile(setting)));
    }

    private Optional<String> fromFile(Setting<?> setting) {
        try {
            return file(setting).map(SecretFiles::read);
        } catch (IllegalArgumentException e) {
            problem(setting, setting.fileVariable(), "is not usable: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Reports every secret that is set twice. */
    void checkFiles() {
        for (Setting<?> setting : Catalog.ALL) {
            if (variable(setting.name()).isPresent() && file(setting).isPresent()) {
                problem(setting, "and " + setting.fileVariable() + " are both set: keep one");
            }
        }
    }

    private Optional<String> file(Setting<?> setting) {
        return setting.isSecret() ? variable(setting.fileVariable()) : Optional.empty();
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
