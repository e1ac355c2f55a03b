package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AuthEvents} must do that can be read back through an {@link AuditTrail}. */
public abstract class AuthEventsContract {

    private static final Duration VISIBLE = Duration.ofSeconds(2);
    private static final PageRequest FIRST = new PageRequest(1, PageRequest.MAX_SIZE);

    private final MutableClock clock = MutableClock.start();
    private AuthEvents events;
    private AuditTrail trail;

    /** Without any events; asked for once per test, before {@link #trail}. */
    protected abstract AuthEvents events();

    /** Reads what {@link #events} has kept. */
    protected abstract AuditTrail trail();

    @BeforeEach
    final void open() {
        events = events();
        trail = trail();
    }

    private AuthEvent of(long user, AuthEvent.Type type) {
        return new AuthEvent(
                type,
                clock.instant(),
                Optional.of(new UserId(user)),
                Optional.empty(),
                "",
                "",
                Samples.client("192.0.2.7"));
    }

    private List<AuthEvent> recorded(AuthEvent.Type type, int number) {
        List<AuthEvent> recorded = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            clock.advance(Duration.ofMillis(1));
            AuthEvent event = of(i, type);
            events.record(event);
            recorded.add(event);
        }
        return recorded;
    }

    /** Reads until this is so, for as long as an event may take to be visible. */
    private List<RecordedEvent> eventually(
            AuditFilter filter, PageRequest page, Predicate<List<RecordedEvent>> expected) {
        long end = System.nanoTime() + VISIBLE.toNanos();
        while (true) {
            List<RecordedEvent> read = trail.read(filter, page);
            if (expected.test(read) || System.nanoTime() > end) {
                return read;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private List<RecordedEvent> eventually(AuditFilter filter, int number) {
        return eventually(filter, FIRST, read -> read.size() >= number);
    }

    private static List<AuthEvent> eventsOf(List<RecordedEvent> recorded) {
        return recorded.stream().map(RecordedEvent::event).toList();
    }

    @Test
    void record_ofAFullEvent_keepsEveryField() {
        ClientAddress address = Samples.client("2001:db8::7").address().orElseThrow();
        AuthEvent event = new AuthEvent(
                AuthEvent.Type.LOGIN_FAILED,
                clock.instant(),
                Optional.of(new UserId(Long.MAX_VALUE)),
                Optional.of(SessionId.random(Samples.random())),
                "a***@example.org",
                "wrong_password",
                new ClientInfo(Optional.of(address), "Browser/1.0 (测试 😀)", "request-1_A"));

        events.record(event);

        assertThat(eventually(AuditFilter.ALL, 1)).singleElement().satisfies(read -> {
            assertThat(read.event()).isEqualTo(event);
            assertThat(read.times()).isOne();
        });
    }

    @Test
    void record_ofABareEvent_keepsThatTheRestIsMissing() {
        AuthEvent event = AuthEvent.of(AuthEvent.Type.MAIL_EXPIRED, clock.instant());

        events.record(event);

        assertThat(eventsOf(eventually(AuditFilter.ALL, 1))).containsExactly(event);
    }

    @Test
    void record_ofEachType_keepsIt() {
        for (AuthEvent.Type type : AuthEvent.Type.values()) {
            events.record(of(1, type));
        }

        assertThat(eventsOf(eventually(AuditFilter.ALL, AuthEvent.Type.values().length)))
                .extracting(AuthEvent::type)
                .containsExactlyInAnyOrder(AuthEvent.Type.values());
    }

    @Test
    void read_ofSeveral_isNewestFirstWithFallingNumbers() {
        List<AuthEvent> recorded = recorded(AuthEvent.Type.LOGGED_IN, 5);

        List<RecordedEvent> read = eventually(AuditFilter.ALL, 5);

        assertThat(eventsOf(read))
                .containsExactly(
                        IntStream.range(0, 5).mapToObj(i -> recorded.get(4 - i)).toArray(AuthEvent[]::new));
        assertThat(read).extracting(RecordedEvent::number).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(read).extracting(RecordedEvent::number).doesNotHaveDuplicates();
    }

    @Test
    void read_withAFilter_returnsWhatItLetsThrough() {
        AuthEvent wanted = of(1, AuthEvent.Type.LOGGED_IN);
        AuthEvent sameUser = of(1, AuthEvent.Type.LOGGED_OUT);
        AuthEvent sameType = of(2, AuthEvent.Type.LOGGED_IN);
        AuthEvent ofNobody = AuthEvent.of(AuthEvent.Type.LOGGED_IN, clock.instant());
        List.of(wanted, sameUser, sameType, ofNobody).forEach(events::record);
        Optional<UserId> user = Optional.of(new UserId(1));
        Optional<AuthEvent.Type> type = Optional.of(AuthEvent.Type.LOGGED_IN);

        assertThat(eventually(AuditFilter.ALL, 4)).hasSize(4);
        assertThat(read(new AuditFilter(user, Optional.empty()))).containsExactly(sameUser, wanted);
        assertThat(read(new AuditFilter(Optional.empty(), type))).containsExactly(ofNobody, sameType, wanted);
        assertThat(read(new AuditFilter(user, type))).containsExactly(wanted);
        assertThat(read(new AuditFilter(Optional.of(new UserId(3)), Optional.empty())))
                .isEmpty();
        assertThat(read(new AuditFilter(Optional.empty(), Optional.of(AuthEvent.Type.REGISTERED))))
                .isEmpty();
    }

    private List<AuthEvent> read(AuditFilter filter) {
        return eventsOf(trail.read(filter, FIRST));
    }

    @Test
    void read_ofPages_neitherRepeatsNorMissesAndEndsEmpty() {
        List<AuthEvent> recorded = recorded(AuthEvent.Type.LOGGED_IN, 7);
        eventually(AuditFilter.ALL, 7);

        List<AuthEvent> read = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            read.addAll(eventsOf(trail.read(AuditFilter.ALL, new PageRequest(page, 3))));
        }

        assertThat(read).hasSize(7).containsExactlyInAnyOrderElementsOf(recorded);
        assertThat(trail.read(AuditFilter.ALL, new PageRequest(4, 3))).isEmpty();
        assertThat(trail.read(AuditFilter.ALL, new PageRequest(PageRequest.MAX_NUMBER, PageRequest.MAX_SIZE)))
                .isEmpty();
    }

    @Test
    void record_bySixteenCallers_losesNothing() {
        int each = 50;

        List<Race.Result<Boolean>> results = Race.run(16, caller -> () -> {
            for (int i = 0; i < each; i++) {
                events.record(of(caller + 1L, AuthEvent.Type.SESSION_REFRESHED));
            }
            return true;
        });

        assertThat(results).allMatch(Race.Result::succeeded);
        for (long user = 1; user <= 16; user++) {
            AuditFilter filter = new AuditFilter(Optional.of(new UserId(user)), Optional.empty());
            assertThat(number(eventually(filter, FIRST, read -> number(read) >= each)))
                    .isEqualTo(each);
        }
    }

    private static int number(List<RecordedEvent> recorded) {
        return recorded.stream().mapToInt(RecordedEvent::times).sum();
    }

    @Test
    void record_ofAFloodFromOneSource_keepsFewWithTheirNumber() {
        SessionId session = SessionId.random(Samples.random());
        for (int i = 1; i <= 500; i++) {
            events.record(ofFlood(session, "192.0.2.7", "request-" + i));
        }
        events.record(ofFlood(session, "192.0.2.8", "elsewhere"));

        List<RecordedEvent> read = eventually(AuditFilter.ALL, FIRST, recorded -> number(recorded) >= 501);

        assertThat(number(read)).isEqualTo(501);
        assertThat(read).hasSizeBetween(2, 50);
        assertThat(eventsOf(read))
                .extracting(event -> event.client().requestId())
                .contains("request-1", "elsewhere");
    }

    @Test
    void record_ofEventsThatDifferInOneThing_keepsThemApart() {
        RandomGenerator random = Samples.random();
        SessionId session = SessionId.random(random);
        List<AuthEvent> apart = List.of(
                ofFlood(session, "192.0.2.7", ""),
                ofFlood(SessionId.random(random), "192.0.2.7", ""),
                ofFlood(session, "192.0.2.8", ""),
                ofFlood(AuthEvent.Type.LOGOUT_FAILED, 7, session, "invalid_refresh_token"),
                ofFlood(AuthEvent.Type.REFRESH_FAILED, 8, session, "invalid_refresh_token"),
                ofFlood(AuthEvent.Type.REFRESH_FAILED, 7, session, "user_disabled"));

        apart.forEach(events::record);

        assertThat(eventsOf(eventually(AuditFilter.ALL, apart.size()))).containsExactlyInAnyOrderElementsOf(apart);
    }

    private AuthEvent ofFlood(SessionId session, String address, String request) {
        ClientInfo client = new ClientInfo(Samples.client(address).address(), "Browser/1.0", request);
        return ofFlood(AuthEvent.Type.REFRESH_FAILED, 7, session, "invalid_refresh_token", client);
    }

    private AuthEvent ofFlood(AuthEvent.Type type, long user, SessionId session, String detail) {
        ClientInfo client = new ClientInfo(Samples.client("192.0.2.7").address(), "Browser/1.0", "");
        return ofFlood(type, user, session, detail, client);
    }

    private AuthEvent ofFlood(AuthEvent.Type type, long user, SessionId session, String detail, ClientInfo client) {
        return new AuthEvent(
                type, clock.instant(), Optional.of(new UserId(user)), Optional.of(session), "", detail, client);
    }
}
