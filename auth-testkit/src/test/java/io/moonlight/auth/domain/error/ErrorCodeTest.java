package io.moonlight.auth.domain.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
    void refusal_whenThrown_carriesItsErrorAndNoStackTrace() {
        AuthError error = new AuthError.RateLimited(Duration.ofSeconds(3));

        AuthException refusal = new AuthException(error);

        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal).hasMessage("RateLimited");
        assertThat(refusal.getStackTrace()).isEmpty();
    }
}
