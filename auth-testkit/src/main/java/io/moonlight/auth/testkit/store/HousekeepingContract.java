package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.Housekeeping.ExpiredData;
import io.moonlight.auth.domain.port.Housekeeping.Sweep;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Housekeeping} must do. Events are kept elsewhere, and so is what is said about them. */
abstract class HousekeepingContract extends StoreContract {

    private static final KeyedHash CODE = hash("123456");
    private static final Duration TICK = Duration.ofNanos(1_000);

    /** Steps until there is no more. */
    private int swept(ExpiredData what, Instant before, int limit) {
        Housekeeping housekeeping = store.housekeeping();
        int removed = 0;
        for (int step = 0; step < 1_000; step++) {
            Sweep sweep = housekeeping.sweep(what, before, limit);
            assertThat(sweep.removed()).isBetween(0, limit);
            removed += sweep.removed();
            if (!sweep.more()) {
                return removed;
            }
        }
        throw new AssertionError("there is no end to it");
    }

    private int swept(ExpiredData what, Instant before) {
        return swept(what, before, 100);
    }

    private EmailAddress coded() {
        EmailAddress email = Samples.email();
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);
        return email;
    }

    private void assertLive(Session session) {
        assertThat(store.sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT))
                .isInstanceOf(Rotation.Rotated.class);
    }

    @ParameterizedTest
    @EnumSource(ExpiredData.class)
    void sweep_ofAnEmptyStore_findsNothing(ExpiredData what) {
        assertThat(store.housekeeping().sweep(what, now(), 10)).isEqualTo(new Sweep(0, false));
    }

    @Test
    void sweep_ofCodes_removesThoseWhoseTimeWasOverBefore() {
        EmailAddress email = coded();
        Instant end = micros(now()).plus(Scenario.CODE_LIFETIME);

        assertThat(swept(ExpiredData.CODES, end)).isZero();
        store.codes().check(email, CodePurpose.REGISTER, CODE, now());
        assertThat(swept(ExpiredData.CODES, end.plus(TICK))).isOne();

        assertRefused(() -> store.codes().check(email, CodePurpose.REGISTER, CODE, now()), Reason.NOT_FOUND);
    }

    /** In the resolution of stores. */
    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void sweep_ofCodesWhileOneIsStillToBeMade_leavesItsPlace() {
        OutboxMail mail = scenario.requested(MailKind.REGISTER_CODE, Samples.email());

        assertThat(swept(ExpiredData.CODES, mail.deadline())).isZero();

        assertThat(store.codes().put(mail, CODE, mail.deadline())).isTrue();
        assertThatCode(() -> store.codes().check(mail.to(), CodePurpose.REGISTER, CODE, now()))
                .doesNotThrowAnyException();
    }

    @Test
    void sweep_ofMails_removesThoseWhoseDeadlineWasOverBefore() {
        OutboxMail mail = scenario.requested(MailKind.PASSWORD_CHANGED, Samples.email());

        assertThat(swept(ExpiredData.MAILS, mail.deadline())).isZero();
        assertThat(swept(ExpiredData.MAILS, mail.deadline().plus(TICK))).isOne();

        assertThat(store.outbox().claim(now(), Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void sweep_ofMailsWhoseDeadlineIsNear_leavesThemToBeSent() {
        OutboxMail mail = scenario.requested(MailKind.REGISTER_CODE, Samples.email());
        clock.set(mail.deadline().minus(TICK));

        assertThat(swept(ExpiredData.MAILS, now())).isZero();

        assertThat(store.outbox()
                        .claim(now(), Duration.ofMinutes(1))
                        .orElseThrow()
                        .mail())
                .isEqualTo(mail);
    }

    @Test
    void sweep_ofSessions_removesThoseWhoseTimeWasOverBefore() {
        Session session = scenario.opened(scenario.registered());

        assertThat(swept(ExpiredData.SESSIONS, session.expiresAt())).isZero();
        assertLive(session);
        Instant extended = SessionPolicy.DEFAULT.expiry(session.createdAt(), now());
        assertThat(swept(ExpiredData.SESSIONS, extended.plus(Duration.ofMillis(1))))
                .isOne();

        assertThat(store.sessions().rotate(session.id(), 1, now(), SessionPolicy.DEFAULT))
                .isInstanceOf(Rotation.Refused.class);
    }

    @Test
    void sweep_ofSessionsAtTheEdge_spareThatWhichWasRefreshed() {
        User user = scenario.registered();
        Session left = scenario.opened(user);
        Session used = scenario.opened(user);
        clock.set(left.expiresAt().minus(TICK));
        assertLive(used);
        clock.advance(Duration.ofHours(1));

        assertThat(swept(ExpiredData.SESSIONS, now())).isOne();

        assertThat(store.sessions().rotate(used.id(), 1, now(), SessionPolicy.DEFAULT))
                .isInstanceOf(Rotation.Rotated.class);
    }

    @Test
    void sweep_ofSessionsThatTheUserEnded_takesThemOnceTheyAreOldAndNoOthers() {
        User user = scenario.registered();
        Session ended = scenario.opened(user);
        Session open = scenario.opened(user);
        store.sessions().end(ended.id(), now());
        clock.advance(Duration.ofHours(1));

        swept(ExpiredData.SESSIONS, now());

        assertLive(open);
        assertThat(swept(ExpiredData.SESSIONS, now())).isZero();
    }

    @Test
    void sweep_ofSessions_removesThoseThatAChangeOfTheUserHasEnded() {
        User reset = scenario.registered();
        scenario.opened(reset);
        scenario.liveCode(reset.email(), CodePurpose.RESET_PASSWORD, CODE);
        store.users()
                .resetPassword(
                        reset.email(),
                        CODE,
                        scenario.passwordHash(reset),
                        Optional.empty(),
                        scenario.newMail(MailKind.PASSWORD_CHANGED, reset.email()),
                        now());
        Session since = scenario.opened(reset);
        User off = scenario.registered();
        scenario.opened(off);
        store.switchOff(off.id());
        Session other = scenario.opened(scenario.registered());

        assertThat(swept(ExpiredData.SESSIONS, Instant.EPOCH)).isEqualTo(2);

        assertLive(since);
        assertLive(other);
    }

    @Test
    void sweep_ofKnownAddresses_removesThoseFromWhichNobodyLoggedInSince() {
        Session first = scenario.opened(scenario.registered());
        Instant earlier = now();
        clock.advance(Duration.ofDays(1));
        User user = scenario.registered();
        scenario.opened(user);

        assertThat(swept(ExpiredData.KNOWN_ADDRESSES, micros(earlier))).isZero();
        assertThat(swept(ExpiredData.KNOWN_ADDRESSES, now().minusSeconds(1))).isOne();

        assertThat(store.users()
                        .findForLogin(user.email(), first.client().address(), now().minus(Duration.ofDays(2)))
                        .orElseThrow()
                        .knownAddress())
                .isTrue();
        assertThat(swept(ExpiredData.KNOWN_ADDRESSES, now().plusSeconds(1))).isOne();
    }

    @Test
    void sweep_ofInvitations_removesThoseThatExpiredBefore() {
        OutboxMail mail = scenario.newMail(MailKind.INVITATION, Samples.email());
        store.invitations().invite(mail, Roles.NONE);
        store.invitations().invite(scenario.newMail(MailKind.INVITATION, Samples.email()), Roles.NONE);

        assertThat(swept(ExpiredData.INVITATIONS, mail.deadline())).isZero();
        assertThat(store.invitations().isInvited(mail.to(), now())).isTrue();
        assertThat(swept(ExpiredData.INVITATIONS, mail.deadline().plus(TICK), 1))
                .isEqualTo(2);

        assertThat(store.invitations().isInvited(mail.to(), now())).isFalse();
    }

    @Test
    void sweep_ofOneKind_leavesTheOthers() {
        coded();
        Session session = scenario.opened(scenario.registered());
        scenario.requested(MailKind.PASSWORD_CHANGED, Samples.email());
        Instant late = session.expiresAt().plus(Duration.ofDays(1));

        assertThat(swept(ExpiredData.CODES, late)).isOne();
        assertThat(swept(ExpiredData.MAILS, late)).isOne();
        assertThat(swept(ExpiredData.SESSIONS, late)).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = ExpiredData.class,
            names = {"CODES", "MAILS"})
    void sweep_ofMoreThanTheLimit_keepsToItAndSaysThatThereIsMore(ExpiredData what) {
        for (int i = 0; i < 7; i++) {
            coded();
            scenario.requested(MailKind.PASSWORD_CHANGED, Samples.email());
        }
        clock.advance(Duration.ofDays(1));
        Housekeeping housekeeping = store.housekeeping();

        assertThat(housekeeping.sweep(what, now(), 3)).isEqualTo(new Sweep(3, true));
        assertThat(housekeeping.sweep(what, now(), 3)).isEqualTo(new Sweep(3, true));
        assertThat(housekeeping.sweep(what, now(), 3)).isEqualTo(new Sweep(1, false));
    }

    @Test
    void sweep_bySixteenAtOnce_countsEachOnceAndSparesTheLiving() {
        User user = scenario.registered();
        int dead = 40;
        for (int i = 0; i < dead; i++) {
            scenario.opened(user);
        }
        clock.advance(SessionPolicy.DEFAULT.idle().plusDays(1));
        List<Session> living = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            living.add(scenario.opened(user));
        }
        Instant before = now();

        List<Race.Result<Integer>> results = Race.run(16, caller -> () -> swept(ExpiredData.SESSIONS, before, 3));

        assertThat(results).allMatch(Race.Result::succeeded);
        int removed = results.stream().mapToInt(Race.Result::value).sum();
        assertThat(removed + swept(ExpiredData.SESSIONS, before)).isEqualTo(dead);
        living.forEach(this::assertLive);
    }

    @Test
    void sweep_whileSessionsAreRefreshed_endsNone() {
        User user = scenario.registered();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sessions.add(scenario.opened(user));
        }
        Instant end = sessions.get(0).expiresAt();
        clock.set(end.minus(TICK));
        Instant refreshedAt = now();

        List<Race.Result<Optional<Rotation>>> results = Race.run(16, caller -> () -> {
            if (caller % 2 == 0) {
                swept(ExpiredData.SESSIONS, end, 3);
                return Optional.empty();
            }
            return Optional.of(
                    store.sessions().rotate(sessions.get(caller / 2).id(), 0, refreshedAt, SessionPolicy.DEFAULT));
        });

        assertThat(results).allMatch(Race.Result::succeeded);
        for (Session session : sessions) {
            assertThat(store.sessions().rotate(session.id(), 1, refreshedAt, SessionPolicy.DEFAULT))
                    .isInstanceOf(Rotation.Rotated.class);
        }
    }
}
