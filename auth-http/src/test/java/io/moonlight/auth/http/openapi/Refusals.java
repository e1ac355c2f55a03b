package io.moonlight.auth.http.openapi;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.FieldProblem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The refusals that calls share, as documents show them. */
final class Refusals {

    /** Of every call that takes a code. */
    static final List<AuthError> CODE = Arrays.stream(AuthError.CodeRefused.Reason.values())
            .<AuthError>map(AuthError.CodeRefused::new)
            .toList();

    static final AuthError RATE_LIMITED = new AuthError.RateLimited(Duration.ofSeconds(60));

    static final AuthError PASSWORD_IS_IDENTITY = new AuthError.InvalidValue(FieldProblem.PASSWORD_IS_IDENTITY);

    static final AuthError EMAIL_TAKEN = new AuthError.EmailTaken();

    static final AuthError NOT_ADMITTED = new AuthError.NotAdmitted();

    static final AuthError USERNAME_TAKEN = new AuthError.UsernameTaken();

    static final AuthError USER_NOT_FOUND = new AuthError.UserNotFound();

    static final AuthError BAD_CREDENTIALS = new AuthError.BadCredentials();

    private Refusals() {}
}
