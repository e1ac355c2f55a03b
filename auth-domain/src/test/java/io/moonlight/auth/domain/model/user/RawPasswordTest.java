package io.moonlight.auth.domain.model.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.Refusals;
import io.moonlight.auth.domain.model.Seeded;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPasswordTest {

    private static final String EMOJI = "\ud83d\ude00";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678",
                "12345678901234567890123456789012",
                "        ",
                "tab\tand\r\nline",
                "中文密码中文密码",
                "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
                "\uac00\uac01\uac02\uac03\uac04\uac05\uac06\uac07"
            })
    void new_ofAGoodPassword_isKeptInNfc(String typed) {
        assertThat(new RawPassword(typed).value()).isEqualTo(Normalizer.normalize(typed, Normalizer.Form.NFC));
    }

    @Test
    void new_countsCodePointsAfterNfc() {
        assertThat(new RawPassword(EMOJI.repeat(8)).value()).hasSize(16);
        refused(FieldProblem.PASSWORD_LENGTH, EMOJI.repeat(7));
        refused(FieldProblem.PASSWORD_LENGTH, "e\u0301".repeat(7));
        assertThat(new RawPassword("e\u0301".repeat(32)).value()).isEqualTo("\u00e9".repeat(32));
        refused(FieldProblem.PASSWORD_LENGTH, "e\u0301".repeat(33));
    }

    @Test
    void new_ofNfcAndNfd_isTheSamePassword() {
        assertThat(new RawPassword("Cafe\u0301 cre\u0300me")).isEqualTo(new RawPassword("Caf\u00e9 cr\u00e8me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "123456789012345678901234567890123"})
    void new_ofTooFewOrTooMany_isRefused(String typed) {
        refused(FieldProblem.PASSWORD_LENGTH, typed);
    }

    @Test
    void new_ofAHugeText_isRefused() {
        refused(FieldProblem.PASSWORD_LENGTH, "x".repeat(1_000_000));
        refused(FieldProblem.PASSWORD_LENGTH, "e" + "\u0301".repeat(1_000_000));
    }

    @Test
    void new_ofMoreThanAnyAttempt_isNotLookedAt() {
        refused(FieldProblem.PASSWORD_CHARACTERS, "\0" + "x".repeat(1023));
        refused(FieldProblem.PASSWORD_LENGTH, "\0" + "x".repeat(1024));
    }

    @Test
    void new_at72And73Bytes_isTakenAndRefused() {
        assertThat(new RawPassword("密".repeat(24)).value().getBytes(UTF_8)).hasSize(72);
        refused(FieldProblem.PASSWORD_TOO_MANY_BYTES, "密".repeat(24) + "x");
        assertThat(new RawPassword(EMOJI.repeat(18)).value().getBytes(UTF_8)).hasSize(72);
        refused(FieldProblem.PASSWORD_TOO_MANY_BYTES, EMOJI.repeat(18) + "x");
        refused(FieldProblem.PASSWORD_TOO_MANY_BYTES, "密".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567\0", "\00012345678", "12345678\ud800", "\udc0012345678", "1234\ude00\ud83d5678"})
    void new_withNulOrHalfAPair_isRefused(String typed) {
        refused(FieldProblem.PASSWORD_CHARACTERS, typed);
    }

    @Test
    void new_ofNothing_isRefused() {
        Refusals.assertRefused(FieldProblem.PASSWORD_LENGTH, () -> new RawPassword(null));
    }

    @Test
    void new_ofRandomText_isRefusedOrWithinEveryRule() {
        Seeded.times(20_000, random -> {
            try {
                String value = new RawPassword(Seeded.text(random, 40)).value();
                assertThat(value.codePointCount(0, value.length())).isBetween(8, 32);
                assertThat(value.getBytes(UTF_8).length).isLessThanOrEqualTo(72);
                assertThat(new String(value.getBytes(UTF_8), UTF_8)).isEqualTo(value);
                assertThat(value).doesNotContain("\0");
                assertThat(new RawPassword(value).value()).isEqualTo(value);
                assertThat(new PasswordAttempt(value).value()).isEqualTo(value);
            } catch (AuthException refused) {
                assertThat(refused.error()).isNotNull();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "me@xn--bcher-kva.de",
                "ME@XN--bcher-kva.DE",
                "me@bücher.de",
                " me@BÜCHER.de ",
                "moon_light",
                "MOON_LIGHT"
            })
    void requireNot_ofTheEmailOrTheUsernameInAnySpelling_isRefused(String typed) {
        RawPassword password = new RawPassword(typed);
        Refusals.assertRefused(
                FieldProblem.PASSWORD_IS_IDENTITY,
                () -> password.requireNot(new EmailAddress("me@bücher.de"), new Username("Moon_Light")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"you@xn--bcher-kva.de", "moon_light_", "me@bücher.de.x1", "something else"})
    void requireNot_ofAnythingElse_isTaken(String typed) {
        RawPassword password = new RawPassword(typed);
        assertThatCode(() -> password.requireNot(new EmailAddress("me@bücher.de"), new Username("Moon_Light")))
                .doesNotThrowAnyException();
    }

    @Test
    void toString_isMasked() {
        assertThat(new RawPassword("my secret")).hasToString("RawPassword[***]");
    }

    private static void refused(FieldProblem problem, String typed) {
        Refusals.assertRefused(problem, () -> new RawPassword(typed));
    }
}
