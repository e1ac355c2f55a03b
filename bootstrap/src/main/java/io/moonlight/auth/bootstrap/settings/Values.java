package io.moonlight.auth.bootstrap.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of the environment, read setting by setting; what is wrong is noted and reading goes on. A secret may stand in
 * a file that the variable {@code NAME_FILE} names.
 */
final class Values {

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();
    private final Set<Setting<?>> wrong = new HashSet<>();
    private final Map<String, Optional<String>> texts = new HashMap<>();

    Values(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Whether something was given, good or not. */
    boolean isSet(Setting<?> setting) {
        return variable(setting.name()).isPresent() || file(setting).isPresent();
    }

    SettingsReport.Origin origin(Setting<?> setting) {
        if (variable(setting.name()).isPresent()) {
            return SettingsReport.Origin.SET;
        }
        return file(setting).isPresent() ? SettingsReport.Origin.FILE : SettingsReport.Origin.DEFAULT;
    }

    /** The text of a variable that is set. */
    String given(Setting<?> setting) {
        return variable(setting.name()).orElseThrow();
    }

    /** Returns whether the text of a setting contains {@code part}. */
    boolean holds(Setting<?> setting, String part) {
        return text(setting).filter(text -> text.contains(part)).isPresent();
    }

    boolean isWrong(Setting<?> setting) {
        return wrong.contains(setting);
    }

    /** The value, or its default; one that is wrong is noted, and then the default stands in for it. */
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

    /** The value of a setting that has a default. */
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

    /** Notes a setting that is missing, unless it was given and found wrong already. */
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
            problem(setting, fileVariable(setting), "is not usable: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes every secret that is given twice. */
    void checkFiles() {
        for (Setting<?> setting : Catalog.SECRETS) {
            if (variable(setting.name()).isPresent() && file(setting).isPresent()) {
                problem(setting, "and " + fileVariable(setting) + " are both set: keep one");
            }
        }
    }

    private Optional<String> file(Setting<?> setting) {
        return Catalog.SECRETS.contains(setting) ? variable(fileVariable(setting)) : Optional.empty();
    }

    private static String fileVariable(Setting<?> setting) {
        return setting.name() + "_FILE";
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
