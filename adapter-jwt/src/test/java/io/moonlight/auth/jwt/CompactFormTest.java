package io.moonlight.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactFormTest {

    /** The alphabet, its neighbours in ASCII, the other alphabet of base64, and some of Unicode. */
    private static final String CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_@[`{/:.+=, \n\u0000\u00e4\uff21\u0660\ud83d";

    @Test
    void isStrict_ofAnyPart_isTrueForTheCanonicalEncodingOnly() {
        SplittableRandom random = new SplittableRandom(7);
        int strict = 0;
        for (int i = 0; i < 20_000; i++) {
            String part = random(random, random.nextInt(10), random.nextInt(50) == 0 ? CHARACTERS.length() : 64);

            assertThat(isStrict(part + ".AA.AA"))
                    .as(part)
                    .isEqualTo(isCanonical(part))
                    .isEqualTo(isStrict("AA." + part + ".AA"))
                    .isEqualTo(isStrict("AA.AA." + part));
            strict += isCanonical(part) ? 1 : 0;
        }
        assertThat(strict).isBetween(5_000, 15_000);
    }

    static boolean isStrict(String token) {
        try {
            CompactForm.of(token);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String random(SplittableRandom random, int length, int characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(characters)));
        }
        return text.toString();
    }

    private static boolean isCanonical(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "AA", "AA.AA", "AA.AA.AA.AA", "AA.AA.AA.", ".AA.AA.AA"})
    void isStrict_notOfThreeParts_isFalse(String token) {
        assertThat(isStrict(token)).isFalse();
    }

    @Test
    void isStrict_ofAnyLength_isTrueUpTo4096Characters() {
        assertThat(isStrict("..")).isTrue();
        assertThat(isStrict("A".repeat(4092) + ".." + "AA")).isTrue();
        assertThat(isStrict("A".repeat(4092) + ".." + "AAA")).isFalse();
    }
}
