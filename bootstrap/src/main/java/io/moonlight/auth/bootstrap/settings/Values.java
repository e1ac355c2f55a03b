package io.moonlight.auth.bootstrap.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of the environment, read setting by setting; what is wrong is noted and reading goes on. */
final class Values {

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Values(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    boolean isSet(Setting<?> setting) {
        return text(setting).isPresent();
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
        problems.add(setting.name() + " " + what);
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
        return Optional.ofNullable(environment.get(setting.name()))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
