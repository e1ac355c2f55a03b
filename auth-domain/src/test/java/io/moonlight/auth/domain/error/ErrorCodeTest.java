package io.moonlight.auth.domain.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {

    @Test
    void wire_ofEachCode_isAsPublished() {
        String published = Arrays.stream(ErrorCode.values())
                .map(code -> code.name() + "=" + code.wire())
                .collect(Collectors.joining(" "));

        assertThat(published)
                .isEqualTo("VALIDATION=VALIDATION_ERROR AUTHENTICATION=AUTHENTICATION_ERROR INVALID_TOKEN=INVALID_TOKEN"
                        + " FORBIDDEN=FORBIDDEN NOT_FOUND=NOT_FOUND CONFLICT=CONFLICT RATE_LIMIT=RATE_LIMIT_ERROR");
    }

    @Test
    void code_ofEachRefusal_isAsPublished() {
        Map<AuthError, ErrorCode> published = Map.ofEntries(
                Map.entry(new AuthError.InvalidValue(FieldProblem.EMAIL_MALFORMED), ErrorCode.VALIDATION),
                Map.entry(new AuthError.CodeRefused(AuthError.CodeRefused.Reason.WRONG), ErrorCode.VALIDATION),
                Map.entry(new AuthError.EmailTaken(), ErrorCode.CONFLICT),
                Map.entry(new AuthError.EmailUnknown(), ErrorCode.CONFLICT),
                Map.entry(new AuthError.UsernameTaken(), ErrorCode.CONFLICT),
                Map.entry(new AuthError.UserNotFound(), ErrorCode.NOT_FOUND),
                Map.entry(new AuthError.SessionNotFound(), ErrorCode.NOT_FOUND),
                Map.entry(new AuthError.NotOffered(), ErrorCode.NOT_FOUND),
                Map.entry(new AuthError.BadCredentials(), ErrorCode.AUTHENTICATION),
                Map.entry(new AuthError.AccountDisabled(), ErrorCode.AUTHENTICATION),
                Map.entry(new AuthError.RoleMissing(), ErrorCode.FORBIDDEN),
                Map.entry(new AuthError.NotAdmitted(), ErrorCode.FORBIDDEN),
                Map.entry(new AuthError.InvalidAccessToken(), ErrorCode.INVALID_TOKEN),
                Map.entry(new AuthError.InvalidRefreshToken(), ErrorCode.INVALID_TOKEN),
                Map.entry(new AuthError.RateLimited(Duration.ofNanos(1)), ErrorCode.RATE_LIMIT));

        assertThat(published.keySet())
                .<Class<?>>extracting(AuthError::getClass)
                .containsExactlyInAnyOrder(AuthError.class.getPermittedSubclasses());
        assertThat(published)
                .allSatisfy((error, code) -> assertThat(error.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-1H"})
    void newRateLimited_untilNow_isAnError(Duration retryAfter) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthError.RateLimited(retryAfter));
    }

    @Test
    void refusal_whenThrown_carriesItsErrorAndNoStackTrace() {
        AuthError error = new AuthError.RateLimited(Duration.ofSeconds(3));

        AuthException refusal = new AuthException(error);

        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal).hasMessage("RateLimited");
        assertThat(refusal.getStackTrace()).isEmpty();
    }
}
