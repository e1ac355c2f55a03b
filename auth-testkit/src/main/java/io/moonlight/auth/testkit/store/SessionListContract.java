package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What every {@link SessionRepository} must know of a user's sessions that are open. */
abstract class SessionListContract extends SessionContract {

    @Test
    public void owner_ofAnOpenSession_isTheUserAsStoredNow() {
        assertThat(sessions().owner(session.id(), now()).map(SessionOwner::user))
                .contains(user);

        User renamed = store.users().rename(scenario.caller(user), Samples.username(), now());

        assertThat(sessions().owner(session.id(), now()).map(SessionOwner::user))
                .contains(renamed);
    }

    @Test
    public void owner_ofARefreshedSession_stillSignedInWhenAndAsTheSessionWasOpened() {
        clock.advance(Duration.ofMinutes(5));
        sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT);

        assertThat(sessions().owner(session.id(), now()))
                .contains(new SessionOwner(user, new SignIn(AuthMethod.PASSWORD, session.createdAt())));
    }

    @Test
    public void owner_ofASessionNeverOpened_isEmpty() {
        assertThat(sessions().owner(scenario.newSession(user).id(), now())).isEmpty();
    }

    @Test
    public void ownerAndList_followTheEndOfTheTime() {
        Instant end = session.expiresAt();
        clock.set(end.minusNanos(1_000));
        assertThat(isOpen(session)).isTrue();
        clock.set(end);
        assertThat(isOpen(session)).isFalse();
    }

    @Test
    public void ownerAndList_whenTheUserIsSwitchedOffOrDeleted_areEmpty() {
        store.switchOff(user.id());
        assertThat(isOpen(session)).isFalse();

        store.delete(user.id());
        assertThat(isOpen(session)).isFalse();
    }

    @Test
    public void list_tellsTheClientAndTheTimesAndNothingOfTheRequest() {
        clock.advance(Duration.ofSeconds(1));
        ClientInfo named = new ClientInfo(Samples.client("192.0.2.200").address(), "Named/1.0", "request-7");
        Session fromV4 = scenario.opened(user, scenario.newSession(user, named));
        clock.advance(Duration.ofSeconds(1));
        Session local = scenario.opened(user, scenario.newSession(user, ClientInfo.LOCAL));
        scenario.opened(scenario.registered());

        OpenSession unnamed = new OpenSession(
                fromV4.id(),
                fromV4.createdAt(),
                fromV4.createdAt(),
                fromV4.expiresAt(),
                new ClientInfo(named.address(), named.userAgent()));
        assertThat(sessions().list(user.id(), now())).containsExactly(fresh(local), unnamed, fresh(session));
    }

    @Test
    public void list_afterARotation_hasTheRotatedOneFirstWithItsTimes() {
        clock.advance(Duration.ofSeconds(1));
        Session later = scenario.opened(user);
        clock.advance(Duration.ofSeconds(1));
        sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT);
        Instant used = now().truncatedTo(ChronoUnit.MICROS);
        clock.advance(Duration.ofSeconds(1));
        sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT);

        Instant end = SessionPolicy.DEFAULT.expiry(session.createdAt(), used);
        assertThat(sessions().list(user.id(), now()))
                .containsExactly(
                        new OpenSession(session.id(), session.createdAt(), used, end, session.client()), fresh(later));
    }

    @Test
    public void list_ofTooMany_isOfTheLastUsed() {
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < SessionRepository.LISTED; i++) {
            scenario.opened(user);
        }

        assertThat(sessions().list(user.id(), now()))
                .hasSize(SessionRepository.LISTED)
                .noneMatch(listed -> listed.id().equals(session.id()));
        assertThat(sessions().owner(session.id(), now())).isPresent();
    }

    @Test
    public void list_ofNobody_isEmpty() {
        assertThat(sessions().list(new UserId(Long.MAX_VALUE), now())).isEmpty();
    }
}
