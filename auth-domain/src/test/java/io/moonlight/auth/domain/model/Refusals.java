package io.moonlight.auth.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that a value is refused for the right reason, with a message that is always the same. */
public final class Refusals {

    private Refusals() {}

    public static void assertRefused(FieldProblem problem, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOfSatisfying(AuthException.class, e -> {
            assertThat(e.error()).isEqualTo(new AuthError.InvalidValue(problem));
            assertThat(e.getMessage()).isEqualTo("InvalidValue");
            assertThat(e.getCause()).isNull();
        });
    }
}
