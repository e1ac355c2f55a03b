package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.application.limit.LimitPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitPolicyTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({
        "0,1,0,1,1,1,1,1",
        "1,0,0,1,1,1,1,1",
        "1,1,-1,1,1,1,1,1",
        "1,1,0,0,1,1,1,1",
        "1,1,0,1,0,1,1,1",
        "1,1,0,1,1,0,1,1",
        "1,1,0,1,1,1,0,1",
        "1,1,0,1,1,1,1,0"
    })
    void new_withALimitThatIsNone_isAnError(int a, int b, int perAddress, int d, int e, int f, int g, int h) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LimitPolicy(a, MINUTE, b, perAddress, d, e, f, g, h));
    }

    @ParameterizedTest
    @CsvSource({"PT-1S", "PT0S", "PT0.000999999S", "PT1H0.000000001S"})
    void new_withACooldownOutOfItsRange_isAnError(Duration cooldown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitPolicy(1, cooldown, 1, 0, 1, 1, 1, 1, 1))
                .withMessageStartingWith("codeCooldown");
    }

    @ParameterizedTest
    @CsvSource({"PT0.001S", "PT1H"})
    void new_atTheEdges_isTaken(Duration cooldown) {
        assertThat(new LimitPolicy(1, cooldown, 1, 0, 1, 1, 1, 1, 1).codeCooldown())
                .isEqualTo(cooldown);
    }

    @Test
    void defaultPolicy_isThatOfTheContract() {
        assertThat(LimitPolicy.DEFAULT).isEqualTo(new LimitPolicy(20, MINUTE, 10, 60, 20, 60, 10, 100, 100));
    }
}
