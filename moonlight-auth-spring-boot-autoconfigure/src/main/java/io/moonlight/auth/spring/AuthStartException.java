package io.moonlight.auth.spring;

import java.util.List;

/** The application cannot start with MoonLight Auth as it is configured. Names all problems; contains no secret. */
public final class AuthStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Creates it with all that was found. */
    public AuthStartException(List<String> problems) {
        super("MoonLight Auth cannot start: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    AuthStartException(String problem, Throwable cause) {
        super("MoonLight Auth cannot start: " + problem, cause);
        this.problems = List.of(problem);
    }

    /** Returns one sentence for each problem. */
    public List<String> problems() {
        return problems;
    }
}
