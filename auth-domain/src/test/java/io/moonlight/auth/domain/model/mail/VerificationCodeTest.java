package io.moonlight.auth.domain.model.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.Refusals;
import io.moonlight.auth.domain.model.Samples;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"000000", "123456", "999999"})
    void new_ofSixDigits_isTaken(String digits) {
        assertThat(new VerificationCode(digits).digits()).isEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345",
                "1234567",
                " 123456",
                "123456 ",
                "123456\n",
                "12345\0",
                "12 456",
                "12345a",
                "-12345",
                "+12345",
                "1e5000",
                "0x1234",
                "１２３４５６",
                "١٢٣٤٥٦",
                "१२३४५६",
                "123\ud835\udfce56",
                "12345\ud800"
            })
    void new_ofAnythingElse_isRefused(String typed) {
        Refusals.assertRefused(FieldProblem.CODE_MALFORMED, () -> new VerificationCode(typed));
    }

    @Test
    void new_ofNothing_isRefused() {
        Refusals.assertRefused(FieldProblem.CODE_MALFORMED, () -> new VerificationCode(null));
    }

    @ParameterizedTest
    @CsvSource({
        "0,000000",
        "7,000007",
        "999999,999999",
        "1000000,000000",
        "-1,551615",
        "-9223372036854775808,775808",
        "9223372036854775807,775807"
    })
    void of_anyBits_isTheirUnsignedRemainder(long bits, String digits) {
        assertThat(VerificationCode.of(bits).digits()).isEqualTo(digits);
    }

    @Test
    void of_randomBits_spreadsOverAllFirstDigits() {
        RandomGenerator random = Samples.random();
        int[] counts = new int[10];
        for (int i = 0; i < 10_000; i++) {
            counts[VerificationCode.of(random.nextLong()).digits().charAt(0) - '0']++;
        }
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void toString_isMasked() {
        assertThat(new VerificationCode("123456")).hasToString("VerificationCode[***]");
    }
}
