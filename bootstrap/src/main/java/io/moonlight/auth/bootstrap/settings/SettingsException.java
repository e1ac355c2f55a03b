package io.moonlight.auth.bootstrap.settings;

import java.util.List;

/** The settings do not make a server; names every problem at once, and never a value. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public SettingsException(List<String> problems) {
        super("the settings have " + problems.size() + " problem(s): " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each, beginning with the setting's name. */
    public List<String> problems() {
        return problems;
    }
}
