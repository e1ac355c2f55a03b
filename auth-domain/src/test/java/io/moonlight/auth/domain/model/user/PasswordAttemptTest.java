package io.moonlight.auth.domain.model.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.Refusals;
import io.moonlight.auth.domain.model.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordAttemptTest {

    private static final String EMOJI = "\ud83d\ude00";

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\0", "\ud800", "\udc00\ud800", "line\r\nbreak", " spaces "})
    void new_ofAnyText_isTakenAsItIs(String typed) {
        assertThat(new PasswordAttempt(typed).value()).isEqualTo(typed);
    }

    @Test
    void new_ofNfcAndNfd_isTheSameAttempt() {
        assertThat(new PasswordAttempt("cafe\u0301")).isEqualTo(new PasswordAttempt("caf\u00e9"));
    }

    @Test
    void new_at1024And1025Characters_isTakenAndRefused() {
        assertThat(new PasswordAttempt("x".repeat(1024)).value()).hasSize(1024);
        assertThat(new PasswordAttempt(EMOJI.repeat(1024)).value()).hasSize(2048);
        refused("x".repeat(1025));
        refused(EMOJI.repeat(1025));
        refused("x".repeat(1_000_000));
    }

    @Test
    void new_ofRandomText_neverFails() {
        Seeded.times(5_000, random -> {
            PasswordAttempt attempt = new PasswordAttempt(Seeded.text(random, 1024));
            assertThat(new PasswordAttempt(attempt.value()
                            .substring(0, Math.min(100, attempt.value().length()))))
                    .isNotNull();
        });
    }

    @Test
    void asRaw_ofWhatMayBeSet_isThatPassword() {
        assertThat(new PasswordAttempt("cafe\u0301 cre\u0300me").asRaw())
                .contains(new RawPassword("caf\u00e9 cr\u00e8me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "12345678\0", "123456789012345678901234567890123"})
    void asRaw_ofWhatMayNotBeSet_isEmpty(String typed) {
        assertThat(new PasswordAttempt(typed).asRaw()).isEmpty();
    }

    @Test
    void new_ofNothing_isRefused() {
        Refusals.assertRefused(FieldProblem.PASSWORD_MISSING, () -> new PasswordAttempt(null));
    }

    @Test
    void toString_isMasked() {
        assertThat(new PasswordAttempt("my secret")).hasToString("PasswordAttempt[***]");
    }

    private static void refused(String typed) {
        Refusals.assertRefused(FieldProblem.PASSWORD_ATTEMPT_TOO_LONG, () -> new PasswordAttempt(typed));
    }
}
