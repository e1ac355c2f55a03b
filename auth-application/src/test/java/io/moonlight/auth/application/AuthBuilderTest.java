package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuthBuilderTest {

    @Test
    void build_withNothingSet_namesEveryMissingPart() {
        assertThatThrownBy(() -> Auth.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "users", "codes", "sessions", "outbox", "transactions", "mailer", "passwords", "tokens")
                .hasMessageContainingAll("limiter", "events", "secret is not set");
    }

    @Test
    void set_withNothing_isRefusedAtOnce() {
        assertThatThrownBy(() -> Auth.builder().users(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("UserRepository");
    }

    @Test
    void build_withValuesOutOfTheirRange_namesThemAll() {
        assertThatThrownBy(() -> new Backend()
                        .builder()
                        .secret(new byte[31])
                        .codeLifetime(Duration.ofHours(2))
                        .accessTokenLifetime(Duration.ZERO)
                        .build())
                .hasMessageContainingAll(
                        "secret must have at least 32 bytes",
                        "codeLifetime must be more than 0 and at most 1 h",
                        "accessTokenLifetime must be at least 1 s and at most 24 h");
    }
}
