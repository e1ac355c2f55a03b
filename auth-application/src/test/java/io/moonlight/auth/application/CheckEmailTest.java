package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckEmailTest {

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final ClientInfo client = Samples.client("192.0.2.7");

    private boolean check(ClientInfo who) {
        return backend.auth.checkEmail().handle(new CheckEmail.Command(email, who));
    }

    @Test
    void checkEmail_beforeAndAfterRegistration_tellsWhichItIs() {
        assertThat(check(client)).isFalse();

        backend.register(email);

        assertThat(check(client)).isTrue();
    }

    @Test
    void checkEmail_moreThanTwentyTimesAMinute_stopsThatAddressAlone() {
        for (int i = 0; i < 20; i++) {
            check(client);
        }

        assertThat(refusal(() -> check(client))).isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(1)));
        assertThat(check(Samples.client("192.0.2.8"))).isFalse();
        backend.pass(Duration.ofMinutes(1));
        assertThat(check(client)).isFalse();
    }

    @Test
    void checkEmail_fromInsideTheProgram_hasNoLimit() {
        for (int i = 0; i < 100; i++) {
            assertThat(check(ClientInfo.LOCAL)).isFalse();
        }
    }
}
