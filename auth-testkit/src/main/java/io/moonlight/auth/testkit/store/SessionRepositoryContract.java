package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SessionRepository} must do. */
abstract class SessionRepositoryContract extends StoreContract {

    private static final SessionPolicy POLICY = SessionPolicy.DEFAULT;
    private static final Duration GRACE = POLICY.reuseGrace();
    private static final Rotation REFUSED = new Rotation.Refused();
    private static final int CALLERS = 50;

    private User user;

    @BeforeEach
    final void registerUser() {
        user = scenario.registered();
    }

    private Rotation rotate(Session session, long presented) {
        return store.sessions().rotate(session.id(), presented, now(), POLICY);
    }

    private static SignIn signIn(Session session) {
        return new SignIn(AuthMethod.PASSWORD, session.createdAt());
    }

    private Rotation rotatedNow(Session session, long successor) {
        Instant at = now().truncatedTo(ChronoUnit.MICROS);
        return new Rotation.Rotated(user, signIn(session), successor, at, POLICY.expiry(session.createdAt(), at));
    }

    @Test
    public void open_forTheVerifiedHash_opensAtGenerationZero() {
        Session session = scenario.newSession(user);

        assertThat(store.sessions().open(session, scenario.proof(user))).isTrue();
        assertThat(rotate(session, 0)).isEqualTo(rotatedNow(session, 1));
    }

    @Test
    public void open_withoutANetworkAddress_opens() {
        Session like = scenario.newSession(user);
        Session local = new Session(like.id(), user.id(), like.createdAt(), like.expiresAt(), ClientInfo.LOCAL);

        assertThat(store.sessions().open(local, scenario.proof(user))).isTrue();
        assertThat(rotate(local, 0)).isInstanceOf(Rotation.Rotated.class);
    }

    @Test
    public void open_forAnotherHash_isFalseAndOpensNothing() {
        Session session = scenario.newSession(user);

        assertThat(store.sessions().open(session, new Proof.Password(Samples.passwordHash())))
                .isFalse();
        assertThat(rotate(session, 0)).isEqualTo(REFUSED);
    }

    @Test
    public void open_forAUserSwitchedOffOrDeleted_isFalse() {
        store.switchOff(user.id());
        assertThat(store.sessions().open(scenario.newSession(user), scenario.proof(user)))
                .isFalse();

        store.delete(user.id());
        assertThat(store.sessions().open(scenario.newSession(user), scenario.proof(user)))
                .isFalse();
    }

    @Test
    public void rotate_ofTheCurrentGeneration_movesOnEachTime() {
        Session session = scenario.opened(user);
        for (int generation = 0; generation < 20; generation++) {
            clock.advance(Duration.ofMinutes(30));
            assertThat(rotate(session, generation)).isEqualTo(rotatedNow(session, generation + 1L));
        }
    }

    @Test
    public void rotate_withinTheGrace_answersWithTheSameSuccessorAndDoesNotSlide() {
        Session session = scenario.opened(user);
        Rotation first = rotate(session, 0);

        clock.advance(GRACE);
        assertThat(rotate(session, 0)).isEqualTo(first);
        assertThat(rotate(session, 0)).isEqualTo(first);

        clock.advance(Duration.ofNanos(1_000));
        assertThat(rotate(session, 0)).isEqualTo(new Rotation.Stolen(user.id()));
    }

    @Test
    public void rotate_withinTheGrace_remembersTheLastRotationsEachWithItsTimes() {
        Session session = scenario.opened(user);
        Rotation[] successors = new Rotation[SessionRepository.REMEMBERED_ROTATIONS + 2];
        for (int generation = 0; generation < successors.length; generation++) {
            successors[generation] = rotate(session, generation);
            clock.advance(Duration.ofMillis(1));
        }

        for (int back = 1; back <= SessionRepository.REMEMBERED_ROTATIONS; back++) {
            int presented = successors.length - back;
            assertThat(rotate(session, presented)).isEqualTo(successors[presented]);
        }
        assertThat(rotate(session, successors.length)).isEqualTo(rotatedNow(session, successors.length + 1L));
    }

    @Test
    public void rotate_withoutAGrace_takesTheRetiredGenerationForStolenTheMomentAfter() {
        SessionPolicy strict = new SessionPolicy(POLICY.idle(), POLICY.total(), Duration.ZERO);
        Session session = scenario.opened(user);
        store.sessions().rotate(session.id(), 0, now(), strict);

        clock.advance(Duration.ofNanos(1_000));

        assertThat(store.sessions().rotate(session.id(), 0, now(), strict)).isEqualTo(new Rotation.Stolen(user.id()));
    }

    @Test
    public void rotate_ofAGenerationRetiredEarlier_endsTheSession() {
        Session session = scenario.opened(user);
        rotate(session, 0);
        clock.advance(GRACE.plusMillis(1));
        rotate(session, 1);

        assertThat(rotate(session, 0)).isEqualTo(new Rotation.Stolen(user.id()));

        assertThat(rotate(session, 2)).isEqualTo(REFUSED);
        assertThat(rotate(session, 1)).isEqualTo(REFUSED);
        assertThat(rotate(session, 0)).isEqualTo(REFUSED);
    }

    @Test
    public void rotate_ofAGenerationTooOldToBeRemembered_endsTheSession() {
        Session session = scenario.opened(user);
        for (int generation = 0; generation < 30; generation++) {
            clock.advance(GRACE.plusSeconds(1));
            rotate(session, generation);
        }

        assertThat(rotate(session, 3)).isEqualTo(new Rotation.Stolen(user.id()));
        assertThat(rotate(session, 30)).isEqualTo(REFUSED);
    }

    @Test
    public void rotate_ofAGenerationNeverReached_isRefusedAndChangesNothing() {
        Session session = scenario.opened(user);
        rotate(session, 0);

        assertThat(rotate(session, 2)).isEqualTo(REFUSED);
        assertThat(rotate(session, Long.MAX_VALUE)).isEqualTo(REFUSED);
        assertThat(rotate(session, -1)).isEqualTo(REFUSED);
        assertThat(rotate(session, Long.MIN_VALUE)).isEqualTo(REFUSED);

        assertThat(rotate(session, 1)).isEqualTo(rotatedNow(session, 2));
    }

    @Test
    public void rotate_ofAnUnknownSession_isRefused() {
        SessionId unknown = new SessionId(UUID.fromString("00000000-0000-4000-8000-000000000000"));

        assertThat(store.sessions().rotate(unknown, 0, now(), POLICY)).isEqualTo(REFUSED);
    }

    @Test
    public void rotate_atTheInstantTheSessionEnds_isRefused() {
        Session session = scenario.opened(user);
        Session other = scenario.opened(user);
        clock.set(session.expiresAt().minusNanos(1));
        assertThat(rotate(session, 0)).isInstanceOf(Rotation.Rotated.class);

        clock.set(other.expiresAt());
        assertThat(rotate(other, 0)).isEqualTo(REFUSED);
    }

    @Test
    public void rotate_refreshedForNinetyDays_endsAllTheSame() {
        Session session = scenario.opened(user);
        Instant end = session.createdAt().plus(POLICY.total());
        long generation = 0;
        while (now().plus(Duration.ofDays(6)).isBefore(end)) {
            clock.advance(Duration.ofDays(6));
            assertThat(rotate(session, generation)).isEqualTo(rotatedNow(session, generation + 1));
            generation++;
        }

        Instant last = end.minusNanos(1_000);
        clock.set(last);
        assertThat(rotate(session, generation))
                .isEqualTo(new Rotation.Rotated(user, signIn(session), generation + 1, last, end));
        clock.set(end);
        assertThat(rotate(session, generation + 1)).isEqualTo(REFUSED);
    }

    @Test
    public void rotate_ofAUserSwitchedOff_isRefused() {
        Session session = scenario.opened(user);
        store.switchOff(user.id());

        assertThat(rotate(session, 0)).isEqualTo(REFUSED);
    }

    @Test
    public void rotate_ofADeletedUser_isRefused() {
        Session session = scenario.opened(user);
        store.delete(user.id());

        assertThat(rotate(session, 0)).isEqualTo(REFUSED);
    }

    @Test
    public void rotate_ofAnEndedSession_isRefusedEvenWithinTheGrace() {
        Session session = scenario.opened(user);
        Session other = scenario.opened(user);
        rotate(session, 0);
        store.sessions().end(session.id(), now());
        store.sessions().end(session.id(), now());

        assertThat(rotate(session, 0)).isEqualTo(REFUSED);
        assertThat(rotate(session, 1)).isEqualTo(REFUSED);
        assertThat(rotate(other, 0)).isInstanceOf(Rotation.Rotated.class);
    }

    @Test
    public void rotate_byFiftyConcurrentCallers_givesAllTheSameSuccessorAndTheSessionLives() {
        Session session = scenario.opened(user);

        List<Race.Result<Rotation>> results = Race.run(CALLERS, i -> () -> rotate(session, 0));

        assertThat(results).extracting(Race.Result::value).containsOnly(rotatedNow(session, 1));
        assertThat(rotate(session, 1)).isEqualTo(rotatedNow(session, 2));
    }

    @Test
    public void rotate_byConcurrentCallersAtDifferentTimes_givesAllTheTimesOfTheOneRotation() {
        Session session = scenario.opened(user);
        Instant start = now();

        List<Race.Result<Rotation>> results =
                Race.run(CALLERS, i -> () -> store.sessions().rotate(session.id(), 0, start.plusMillis(i), POLICY));

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results.stream().map(Race.Result::value).distinct()).hasSize(1);
    }
}
