package io.moonlight.auth.spring;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows all problems of a start at once, in place of a stack trace. */
final class AuthStartFailureAnalyzer extends AbstractFailureAnalyzer<AuthStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AuthStartException cause) {
        String problems = cause.problems().stream().map(text -> "    - " + text).collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                "MoonLight Auth cannot start:\n\n" + problems,
                "Correct everything in this list. The properties are described in docs/spring.md.",
                cause);
    }
}
