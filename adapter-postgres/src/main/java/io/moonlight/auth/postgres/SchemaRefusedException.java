package io.moonlight.auth.postgres;

import java.util.List;

/**
 * What is in the database cannot be brought to what this version of the library wants, and nothing in it was changed. It
 * will be so again at the next try: somebody has to look at it. The message has one line for each problem, and names
 * users by their number, never by what is personal.
 */
public final class SchemaRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    SchemaRefusedException(String what, List<String> problems) {
        super(what + "; nothing was changed:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** All of them, each in one line. */
    public List<String> problems() {
        return problems;
    }
}
