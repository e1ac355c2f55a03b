package io.moonlight.auth.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.domain.model.session.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link SessionPolicy} and {@link Budget}: how long, how often. */
class PoliciesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final KeyedHash SUBJECT = Samples.hasher().hash("test", "subject");

    @ParameterizedTest
    @CsvSource({"PT0S,PT1H,PT0S", "PT-1S,PT1H,PT0S", "PT2H,PT1H,PT0S", "PT1H,PT2H,PT-0.001S"})
    void newSessionPolicy_outOfRange_isAnError(Duration idle, Duration total, Duration grace) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionPolicy(idle, total, grace));
    }

    @Test
    void newSessionPolicy_atTheEdges_isTaken() {
        Duration nano = Duration.ofNanos(1);
        assertThat(new SessionPolicy(nano, nano, Duration.ZERO).total()).isEqualTo(nano);
    }

    @Test
    void defaultSessionPolicy_isThatOfTheContract() {
        SessionPolicy contract = new SessionPolicy(Duration.ofDays(7), Duration.ofDays(90), Duration.ofSeconds(10));
        assertThat(SessionPolicy.DEFAULT).isEqualTo(contract);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,P7D", "P1D,P8D", "P82D,P89D", "P83D,P90D", "P83DT1S,P90D", "P89DT23H,P90D"})
    void expiry_isTheEarlierOfIdleAndTotal(Duration refreshed, Duration end) {
        assertThat(SessionPolicy.DEFAULT.expiry(START, START.plus(refreshed))).isEqualTo(START.plus(end));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Login",
                "login_email",
                "-login",
                "login-",
                "login--email",
                "login email",
                "login1",
                "lögin",
                "login\n"
            })
    void newBudget_ofABadName_isAnError(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget(name, SUBJECT, 1, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,PT1S",
        "-1,PT1S",
        "1,PT0S",
        "1,PT-1S",
        "1,PT0.000999999S",
        "1,PT744H0.000000001S",
        "1,PT2562047788015215H30M7S",
        "1,PT-2562047788015215H"
    })
    void newBudget_outOfRange_isAnError(int capacity, Duration window) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget("login-email", SUBJECT, capacity, window));
    }

    @ParameterizedTest
    @CsvSource({"1,PT0.001S", "2147483647,PT744H"})
    void newBudget_atTheEdges_isTaken(int capacity, Duration window) {
        assertThat(new Budget("a-b-c", SUBJECT, capacity, window).window()).isEqualTo(window);
    }
}
