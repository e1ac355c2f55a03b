package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#findForLogin} and {@link SessionRepository#open} know together of a user's networks. */
abstract class LoginLookUpContract extends StoreContract {

    private static final String HOME = "2001:db8:0:1::7";
    private static final String SAME_NETWORK = "2001:db8:0:1:ffff::1";
    private static final String ELSEWHERE = "2001:db8:0:2::7";
    private static final KeyedHash CODE = hash("123456");
    private static final Duration LATELY = Duration.ofDays(30);

    private User user;

    @BeforeEach
    final void registerUser() {
        user = scenario.registered();
    }

    private void logIn(User who, String from) {
        scenario.opened(who, scenario.newSession(who, Samples.client(from)));
    }

    private Optional<LoginCandidate> find(Optional<ClientAddress> from, Instant since) {
        return store.users().findForLogin(user.email(), from, since);
    }

    private boolean isKnown(String from) {
        return find(Samples.client(from).address(), now().minus(LATELY))
                .orElseThrow()
                .knownAddress();
    }

    @Test
    public void findForLogin_ofAnUnknownAddress_isEmpty() {
        Optional<ClientAddress> from = Samples.client(HOME).address();

        assertThat(store.users().findForLogin(Samples.email(), from, now())).isEmpty();
        assertThat(store.users().findForLogin(Samples.email(), Optional.empty(), now()))
                .isEmpty();
    }

    @Test
    public void findForLogin_beforeAnyLogin_isTheUserFromAnUnknownNetwork() {
        Optional<LoginCandidate> stranger = Optional.of(new LoginCandidate(user, scenario.passwordHash(user), false));

        assertThat(find(Samples.client(HOME).address(), Instant.EPOCH)).isEqualTo(stranger);
        assertThat(find(Optional.empty(), Instant.EPOCH)).isEqualTo(stranger);
    }

    @Test
    public void findForLogin_ofAUserSwitchedOff_isThatUser() {
        User off = store.users().setActive(user.id(), false, now()).orElseThrow();

        assertThat(find(Optional.empty(), now())).contains(new LoginCandidate(off, scenario.passwordHash(user), false));
    }

    @Test
    public void findForLogin_afterALogin_knowsThatNetworkAlone() {
        logIn(user, HOME);
        logIn(user, "192.0.2.1");

        assertThat(isKnown(HOME)).isTrue();
        assertThat(isKnown(SAME_NETWORK)).isTrue();
        assertThat(isKnown("192.0.2.1")).isTrue();
        assertThat(isKnown(ELSEWHERE)).isFalse();
        assertThat(isKnown("192.0.2.2")).isFalse();
    }

    @Test
    public void findForLogin_withoutAnAddress_knowsNothing() {
        logIn(user, HOME);
        scenario.opened(user, scenario.newSession(user, ClientInfo.LOCAL));

        assertThat(find(Optional.empty(), Instant.EPOCH))
                .contains(new LoginCandidate(user, scenario.passwordHash(user), false));
    }

    @Test
    public void findForLogin_fromAnAddressThatCannotBeRead_neverKnowsIt() {
        ClientInfo unreadable = new ClientInfo(Optional.of(ClientAddress.UNKNOWN), "Browser/1.0");
        scenario.opened(user, scenario.newSession(user, unreadable));

        assertThat(find(unreadable.address(), Instant.EPOCH))
                .contains(new LoginCandidate(user, scenario.passwordHash(user), false));
    }

    @Test
    public void findForLogin_fromTheNetworkOfAnotherUser_doesNotKnowIt() {
        logIn(scenario.registered(), HOME);

        assertThat(isKnown(HOME)).isFalse();
    }

    @Test
    public void findForLogin_asksForALoginAfterTheGivenTime() {
        logIn(user, HOME);
        Optional<ClientAddress> from = Samples.client(HOME).address();
        Instant login = now().truncatedTo(ChronoUnit.MICROS);

        assertThat(find(from, login.minusNanos(1_000)).orElseThrow().knownAddress())
                .isTrue();
        assertThat(find(from, login).orElseThrow().knownAddress()).isFalse();
    }

    @Test
    public void open_fromAKnownNetwork_remembersTheLaterTime() {
        logIn(user, HOME);
        Instant first = now();
        clock.advance(LATELY);
        logIn(user, SAME_NETWORK);

        Optional<ClientAddress> from = Samples.client(HOME).address();
        assertThat(find(from, first).orElseThrow().knownAddress()).isTrue();
    }

    @Test
    public void open_afterALaterLogin_doesNotTurnTheTimeBack() {
        Session slow = scenario.newSession(user, Samples.client(HOME));
        Instant early = now();
        clock.advance(Duration.ofSeconds(1));
        logIn(user, HOME);
        scenario.opened(user, slow);

        Optional<ClientAddress> from = Samples.client(HOME).address();
        assertThat(find(from, early).orElseThrow().knownAddress()).isTrue();
    }

    @Test
    public void open_thatIsRefused_remembersNothing() {
        Session session = scenario.newSession(user, Samples.client(HOME));

        assertThat(store.sessions().open(session, new Proof.Password(Samples.passwordHash())))
                .isFalse();

        assertThat(isKnown(HOME)).isFalse();
    }

    private void reset(KeyedHash code, Optional<ClientAddress> from) {
        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());
        store.users().resetPassword(user.email(), code, Samples.passwordHash(), from, notice, now());
    }

    @Test
    public void findForLogin_afterAReset_knowsAmongTheNetworksTheOneThatReset() {
        logIn(user, HOME);
        logIn(user, ELSEWHERE);
        User other = scenario.registered();
        logIn(other, ELSEWHERE);

        reset(CODE, Samples.client(SAME_NETWORK).address());

        assertThat(isKnown(HOME)).isTrue();
        assertThat(isKnown(ELSEWHERE)).isFalse();
        user = other;
        assertThat(isKnown(ELSEWHERE)).isTrue();
    }

    @Test
    public void findForLogin_afterAResetFromSomewhereNew_knowsNone() {
        for (Optional<ClientAddress> from : List.of(
                Optional.<ClientAddress>empty(), Samples.client(ELSEWHERE).address())) {
            registerUser();
            logIn(user, HOME);

            reset(CODE, from);

            assertThat(isKnown(HOME)).isFalse();
            assertThat(isKnown(ELSEWHERE)).isFalse();
        }
    }

    @Test
    public void findForLogin_afterAResetInARaceWithLogins_knowsNone() {
        PasswordHash old = scenario.passwordHash(user);

        List<Race.Result<Boolean>> results = Race.run(16, i -> () -> {
            if (i == 8) {
                reset(CODE, Optional.empty());
                return true;
            }
            return store.sessions().open(scenario.newSession(user, Samples.client(ELSEWHERE)), new Proof.Password(old));
        });

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(isKnown(ELSEWHERE)).isFalse();
    }

    @Test
    public void findForLogin_afterAResetThatWasRefused_stillKnowsTheNetwork() {
        logIn(user, HOME);

        assertRefused(() -> reset(hash("654321"), Optional.empty()), Reason.WRONG);

        assertThat(isKnown(HOME)).isTrue();
    }

    @Test
    public void findForLogin_afterTheSessionHasEnded_stillKnowsTheNetwork() {
        logIn(user, HOME);
        store.sessions().endAll(user.id(), now());

        assertThat(isKnown(HOME)).isTrue();
    }

    @Test
    public void open_bySixteenConcurrentCallersFromOneNetwork_opensAllAndRemembersTheLatest() {
        Instant start = now();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            sessions.add(scenario.newSession(user, Samples.client(HOME)));
            clock.advance(Duration.ofSeconds(1));
        }

        List<Race.Result<Boolean>> results =
                Race.run(16, i -> () -> store.sessions().open(sessions.get(i), scenario.proof(user)));

        assertThat(results).extracting(Race.Result::value).containsOnly(true);
        Optional<ClientAddress> from = Samples.client(HOME).address();
        assertThat(find(from, start.plusSeconds(14)).orElseThrow().knownAddress())
                .isTrue();
    }
}
