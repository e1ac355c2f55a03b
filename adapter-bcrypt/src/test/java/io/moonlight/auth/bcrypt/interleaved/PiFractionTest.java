package io.moonlight.auth.bcrypt.interleaved;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class PiFractionTest {

    private static final int GUARD_BITS = 64;
    private static final int BITS = Blowfish.WORDS * Integer.SIZE + GUARD_BITS;

    @Test
    void words_areTheDigitsOfPi() {
        // Machin, 1706: a quarter of pi is 4 arctan(1/5) - arctan(1/239).
        BigInteger quarter = arctanOfInverse(5).shiftLeft(2).subtract(arctanOfInverse(239));
        BigInteger pi = quarter.shiftLeft(2);
        assertThat(pi.shiftRight(BITS)).isEqualTo(BigInteger.valueOf(3));
        BigInteger digits = pi.shiftRight(GUARD_BITS);
        int[] words = PiFraction.words();
        assertThat(words).hasSize(Blowfish.WORDS).startsWith(0x243f6a88, 0x85a308d3);
        for (int i = words.length - 1; i >= 0; i--) {
            assertThat(words[i]).isEqualTo(digits.intValue());
            digits = digits.shiftRight(Integer.SIZE);
        }
    }

    @Test
    void words_returnsACopy() {
        int first = PiFraction.words()[0];
        PiFraction.words()[0] = 0;
        assertThat(PiFraction.words()[0]).isEqualTo(first).isNotZero();
    }

    private static BigInteger arctanOfInverse(int number) {
        BigInteger square = BigInteger.valueOf((long) number * number);
        BigInteger power = BigInteger.ONE.shiftLeft(BITS).divide(BigInteger.valueOf(number));
        BigInteger sum = BigInteger.ZERO;
        for (long odd = 1; power.signum() != 0; odd += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(odd));
            sum = odd % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }
}
