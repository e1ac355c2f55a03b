package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every {@link SessionRepository} ends sessions, one or all of a user. */
abstract class SessionEndContract extends SessionContract {

    private static final int CALLERS = 16;
    private static final int ROUNDS = 20;

    @Test
    public void end_ofAnOpenSession_tellsTheOwnerOnce() {
        assertThat(sessions().end(session.id(), now())).contains(user.id());

        assertThat(isOpen(session)).isFalse();
        assertThat(sessions().end(session.id(), now())).isEmpty();
        assertThat(sessions().end(scenario.newSession(user).id(), now())).isEmpty();
    }

    @Test
    public void end_ofASessionThatIsOver_isEmptyAndChangesNothing() {
        assertThat(sessions().end(session.id(), session.expiresAt())).isEmpty();
        Session other = scenario.opened(user);
        clock.advance(Duration.ofSeconds(1));
        Session later = scenario.opened(user);
        assertThat(sessions().end(Scenario.caller(later), other.id(), other.expiresAt()))
                .isFalse();
        assertThat(isOpen(session)).isTrue();
        assertThat(isOpen(other)).isTrue();

        store.users().setActive(user.id(), false, now());
        assertThat(sessions().end(session.id(), now())).isEmpty();
    }

    @Test
    public void end_ofAUsersOwn_isTrueOnce() {
        Session other = scenario.opened(user);

        assertThat(sessions().end(Scenario.caller(other), session.id(), now())).isTrue();

        assertThat(isOpen(session)).isFalse();
        assertThat(isOpen(other)).isTrue();
        assertThat(sessions().end(Scenario.caller(other), session.id(), now())).isFalse();
    }

    @Test
    public void end_ofTheCallersOwn_isTrueAndThenTheCallerIsRefused() {
        assertThat(sessions().end(Scenario.caller(session), session.id(), now()))
                .isTrue();

        assertThat(isOpen(session)).isFalse();
        assertRefused(
                () -> sessions().end(Scenario.caller(session), session.id(), now()),
                new AuthError.InvalidAccessToken());
    }

    @Test
    public void end_ofSomebodyElses_isFalseAndChangesNothing() {
        User stranger = scenario.registered();

        assertThat(sessions().end(scenario.caller(stranger), session.id(), now()))
                .isFalse();
        assertThat(isOpen(session)).isTrue();
    }

    @Test
    public void endAll_endsAndCountsThoseOfTheUserThatAreOpen() {
        scenario.opened(user);
        sessions().end(scenario.opened(user).id(), now());
        Session strangers = scenario.opened(scenario.registered());

        assertThat(sessions().endAll(user.id(), session.expiresAt())).isZero();
        assertThat(sessions().endAll(user.id(), now())).isEqualTo(2);

        assertThat(sessions().list(user.id(), now())).isEmpty();
        assertThat(sessions().endAll(user.id(), now())).isZero();
        assertThat(isOpen(strangers)).isTrue();
        assertThat(isOpen(scenario.opened(user))).isTrue();
    }

    @Test
    public void endOthers_endsAndCountsAllButTheCallers() {
        scenario.opened(user);
        scenario.opened(user);

        assertThat(sessions().endOthers(Scenario.caller(session), now())).isEqualTo(2);

        assertThat(sessions().list(user.id(), now())).containsExactly(fresh(session));
    }

    @Test
    public void endAll_whenTheUserHasNoneOpen_isZero() {
        store.users().setActive(user.id(), false, now());

        assertThat(sessions().endAll(user.id(), now())).isZero();
        assertThat(sessions().endAll(new UserId(Long.MAX_VALUE), now())).isZero();
    }

    @Test
    public void end_bySixteenConcurrentCallers_tellsTheOwnerToOne() {
        List<AdmittedCaller> callers = IntStream.range(0, CALLERS / 2)
                .mapToObj(i -> scenario.caller(user))
                .toList();

        List<Race.Result<Object>> results = Race.run(
                CALLERS,
                i -> () -> i % 2 == 0
                        ? sessions().end(session.id(), now()).isPresent()
                        : sessions().end(callers.get(i / 2), session.id(), now()));

        assertThat(results).extracting(Race.Result::value).containsOnlyOnce(true);
    }

    @Test
    public void endAll_bySixteenConcurrentCallersWhileSessionsAreRotated_endsEachOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            logIn();
            List<Session> more =
                    IntStream.range(0, 5).mapToObj(i -> scenario.opened(user)).toList();

            List<Race.Result<Integer>> results = Race.run(CALLERS, i -> () -> {
                if (i % 3 == 0) {
                    sessions().rotate(more.get(i / 3 % 5).id(), 0, now(), SessionPolicy.DEFAULT);
                    return 0;
                }
                return sessions().endAll(user.id(), now());
            });

            assertThat(results).allMatch(Race.Result::succeeded);
            assertThat(results.stream().mapToInt(Race.Result::value).sum()).isEqualTo(6);
            assertThat(sessions().list(user.id(), now())).isEmpty();
        }
    }

    @Test
    public void endAll_whileAChangeOfThePasswordSparesOne_endsThatToo() {
        for (int round = 0; round < ROUNDS; round++) {
            logIn();
            OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());

            AdmittedCaller caller = Scenario.caller(session).withVerified(scenario.passwordHash(user));

            List<Race.Result<Object>> results = Race.run(CALLERS, i -> () -> switch (i) {
                case 0 -> sessions().endAll(user.id(), now());
                case 1 -> {
                    store.users().changePassword(caller, Samples.passwordHash(), notice, now());
                    yield true;
                }
                default -> sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT);
            });

            results.remove(1); // refused if the session was ended first
            assertThat(results).allMatch(Race.Result::succeeded);
            assertThat(isOpen(session)).isFalse();
            assertThat(sessions().rotate(session.id(), 1, now(), SessionPolicy.DEFAULT))
                    .isEqualTo(new Rotation.Refused());
        }
    }
}
