package io.moonlight.auth.postgres;

import java.util.List;

/**
 * The schema of the database cannot be migrated, and was not changed. Another attempt fails, too, until the problems are
 * solved. The message has one line for each problem; users are named by their numbers, without personal data.
 */
public final class SchemaRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /**
     * @param what the schema and what is wrong with it
     * @param problems each in one line, without personal data
     */
    public SchemaRefusedException(String what, List<String> problems) {
        super(what + "; nothing was changed:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems, each in one line. */
    public List<String> problems() {
        return problems;
    }
}
