package io.moonlight.auth.application;

import static io.moonlight.auth.domain.model.CodePurpose.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.Language;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
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

    @Test
    void build_inMemory_needsNothingButMailerPasswordsTokensEventsAndASecret() {
        assertThatThrownBy(() -> Auth.builder().inMemory().build())
                .hasMessage("Auth is not ready: mailer is not set; passwords is not set; tokens is not set;"
                        + " events is not set; secret is not set");
    }

    @Test
    void build_inMemoryTwice_sharesNothing() {
        AuthBuilder builder = new Backend().builder().inMemory();
        Auth one = builder.build();
        Auth other = builder.build();
        EmailAddress email = Samples.email();

        one.sendCode().handle(new SendCode.Command(email, REGISTER, Language.ENGLISH, ClientInfo.LOCAL));

        assertThat(other.mailDispatcher().dispatchOne()).isFalse();
        assertThat(one.mailDispatcher().dispatchOne()).isTrue();
    }

    @Test
    void build_inMemoryWithALimiter_countsByThatOne() {
        RateLimiter shared = new InMemoryRateLimiter(MutableClock.start());
        AuthBuilder builder = new Backend().builder().inMemory().limiter(shared);
        SendCode.Command wish = new SendCode.Command(Samples.email(), REGISTER, Language.ENGLISH, ClientInfo.LOCAL);

        builder.build().sendCode().handle(wish);

        assertThatThrownBy(() -> builder.build().sendCode().handle(wish)).isInstanceOf(AuthException.class);
    }
}
