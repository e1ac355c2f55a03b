package io.moonlight.auth.domain.model.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.Refusals;
import io.moonlight.auth.domain.model.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {

    @ParameterizedTest
    @ValueSource(strings = {"abc", "ABC", "a__", "a12", "Moon_Light_2026", "a2345678901234567890"})
    void new_ofAGoodName_isKeptAsTyped(String typed) {
        assertThat(new Username(typed).value()).isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "ab", "a23456789012345678901", "1abc", "_abc", " abc", "abc ", "a bc", "abc\n", "abc\r\n",
                        "abc\0",
                "a-b-c", "a.b.c", "a@b", "äbc", "abç", "ａｂｃ", "中文名", "abc\u212a", "ab\u0131", "ab\u0130", "abc\u0301",
                        "ab\ud83d\ude00",
                "ab\ud800", "abc\u200b", "аbс"
            })
    void new_ofAnythingElse_isRefused(String typed) {
        Refusals.assertRefused(FieldProblem.USERNAME_MALFORMED, () -> new Username(typed));
    }

    @Test
    void new_ofNothing_isRefused() {
        Refusals.assertRefused(FieldProblem.USERNAME_MALFORMED, () -> new Username(null));
    }

    @Test
    void key_inATurkishLocale_lowersTheDottedIAsEverywhereElse() {
        assertThat(new Username("IbIs_I").key()).isEqualTo("ibis_i");
    }

    @Test
    void key_ofNamesThatDifferInCaseAlone_isTheSame() {
        assertThat(new Username("MoonLight").key()).isEqualTo(new Username("mOONlIGHT").key());
        assertThat(new Username("MoonLight")).isNotEqualTo(new Username("mOONlIGHT"));
    }

    @Test
    void new_ofRandomText_agreesWithTheRule() {
        Seeded.times(20_000, random -> {
            String typed = Seeded.text(random, 24);
            assertThat(isTaken(typed)).isEqualTo(typed.matches("[a-zA-Z][a-zA-Z0-9_]{2,19}"));
        });
    }

    @Test
    void toString_isMasked() {
        assertThat(new Username("MoonLight")).hasToString("M***");
    }

    private static boolean isTaken(String typed) {
        try {
            return new Username(typed).value().equals(typed);
        } catch (AuthException e) {
            return false;
        }
    }
}
