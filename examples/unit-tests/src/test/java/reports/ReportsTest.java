package reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.application.Refresh;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private final EmailAddress email = Samples.email();
    private final TestAuth login = new TestAuth();
    private final Reports reports = new Reports(login.auth, login.clock);

    @Test
    void read_byWhoHasJustRegistered_isOfTheFirstDay() {
        SignedIn newcomer = login.registered(email);

        assertThat(reports.read(newcomer.tokens().access()))
                .contains(newcomer.user().username().value())
                .endsWith("day 1 of 14");
    }

    @Test
    void read_atTheInstantTheTrialEnds_isRefused() {
        Instant end = login.registered(email).user().createdAt().plus(Reports.TRIAL);

        login.clock.set(end.minusNanos(1));
        String access = login.loggedIn(email).tokens().access();
        assertThat(reports.read(access)).endsWith("day 14 of 14");

        login.clock.set(end);
        assertThatThrownBy(() -> reports.read(access)).isInstanceOf(Reports.TrialOverException.class);
    }

    @Test
    void read_withAnExpiredToken_isRefusedUntilItIsRefreshed() {
        Tokens old = login.registered(email).tokens();
        login.clock.advance(old.expiresIn());
        assertNobody(old.access());

        Tokens next = login.auth.refresh().handle(new Refresh.Command(old.refresh(), ClientInfo.LOCAL));

        assertThat(reports.read(next.access())).endsWith("day 1 of 14");
    }

    @Test
    void read_afterTheAccountWasSwitchedOff_isRefused() {
        SignedIn user = login.registered(email);

        login.auth.administration().setActive(user.user().id(), false, ClientInfo.LOCAL);

        assertNobody(user.tokens().access());
    }

    @Test
    void read_withAnyOtherText_isRefused() {
        assertNobody("");
        assertNobody("a.b.c");
    }

    private void assertNobody(String accessToken) {
        AuthException refused = catchThrowableOfType(AuthException.class, () -> reports.read(accessToken));
        assertThat(refused.error()).isEqualTo(new AuthError.InvalidAccessToken());
    }
}
