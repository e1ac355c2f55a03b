package io.moonlight.auth.bootstrap.settings;

import java.util.List;

/** The settings are invalid; the message names every problem and no value. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems one sentence each, beginning with the name of the setting */
    public SettingsException(List<String> problems) {
        super("the settings have " + problems.size() + " problem(s): " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns one sentence each, beginning with the name of the setting. */
    public List<String> problems() {
        return problems;
    }
}
