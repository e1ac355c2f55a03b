package io.moonlight.auth.http;

import java.util.List;

/** A body that is no JSON object (then no field is named), or has wrong fields. */
final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    InvalidRequest(List<Violation> violations) {
        super("invalid request", null, false, false);
        this.violations = List.copyOf(violations);
    }

    static InvalidRequest unreadable() {
        return new InvalidRequest(List.of());
    }

    List<Violation> violations() {
        return violations;
    }
}
