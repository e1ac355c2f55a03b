package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Seeded;
import io.moonlight.auth.testkit.contract.AuthEventsContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiAuthEventsTest extends AuthEventsContract {

    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.123456Z");

    private static PostgresStore store;
    private JdbiAuthEvents events;

    @BeforeAll
    static void open() {
        store = PostgresStore.create();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    protected AuthEvents events() {
        store.emptied();
        events = JdbiAuthEvents.start(store.database());
        return events;
    }

    @Override
    protected AuditTrail trail() {
        return events;
    }

    @AfterEach
    void stop() {
        events.close();
    }

    private static AuthEvent of(Optional<UserId> user, String email, String address, String agent, String request) {
        ClientInfo client = new ClientInfo(Samples.client(address).address(), agent, request);
        return new AuthEvent(
                AuthEvent.Type.LOGIN_FAILED, TIME, user, Optional.empty(), email, "wrong_password", client);
    }

    private static AuthEvent anonymous(String email, String address, String request) {
        return of(Optional.empty(), email, address, "x", request);
    }

    private List<RecordedEvent> written() {
        events.close();
        return events.read(AuditFilter.ALL, new PageRequest(1, PageRequest.MAX_SIZE));
    }

    @Test
    void close_withEventsThatWait_writesThem() {
        for (int i = 1; i <= 60; i++) {
            events.record(of(Optional.of(new UserId(i)), "", "192.0.2.7", "", ""));
        }

        assertThat(written()).hasSize(60);
        assertThat(events.queued()).isZero();
        assertThat(events.lost()).isZero();
    }

    @Test
    void record_afterClose_isLostAndCounted() {
        events.close();

        events.record(AuthEvent.of(AuthEvent.Type.MAIL_EXPIRED, TIME));

        assertThat(events.lost()).isOne();
    }

    @Test
    void record_inATransactionThatIsUndone_staysAllTheSame() {
        JdbiAuthEvents small = JdbiAuthEvents.start(store.database(), 1);

        assertThat(catchThrowable(() -> store.inTransaction(() -> {
                    for (int i = 1; i <= 50; i++) {
                        small.record(of(Optional.of(new UserId(i)), "", "192.0.2.7", "", ""));
                    }
                    throw new IllegalStateException("undone");
                })))
                .hasMessage("undone");
        small.close();

        assertThat(small.lost() + written().size()).isEqualTo(50);
        assertThat(written()).isNotEmpty();
    }

    @Test
    void record_ofMoreThanFit_hasTheCallersWrite() {
        JdbiAuthEvents small = JdbiAuthEvents.start(store.database(), 5);

        for (int i = 1; i <= 90; i++) {
            small.record(of(Optional.of(new UserId(i)), "", "192.0.2.7", "", ""));
        }
        small.close();

        assertThat(small.lost()).isZero();
        assertThat(written()).hasSize(90);
    }

    @Test
    void record_ofAFloodWithoutUser_isOneRowThatCounts() {
        for (int i = 1; i <= 300; i++) {
            events.record(anonymous("a***@example.org", "2001:db8::" + i, "request-" + i));
        }
        events.record(anonymous("b***@example.org", "2001:db8::1", "other"));
        events.record(anonymous("a***@example.org", "2001:db8:0:1::1", "elsewhere"));

        List<RecordedEvent> written = written();

        assertThat(written).extracting(RecordedEvent::times).containsExactlyInAnyOrder(300, 1, 1);
        assertThat(written)
                .filteredOn(row -> row.times() == 300)
                .extracting(row -> row.event().client().requestId())
                .containsExactly("request-1");
    }

    @Test
    void record_ofAFloodUnderManyAddresses_isFewRows() {
        for (int i = 1; i <= 300; i++) {
            events.record(anonymous("a***@host" + i + ".example", "192.0.2.7", ""));
        }

        List<RecordedEvent> written = written();

        assertThat(written).hasSizeLessThan(40);
        assertThat(written.stream().mapToInt(RecordedEvent::times).sum()).isEqualTo(300);
    }

    @Test
    void record_ofAUsersFailures_isOneRowForEachNetworkThatCounts() {
        for (int i = 1; i <= 500; i++) {
            String address = i % 5 == 0 ? "192.0.2.8" : "192.0.2.7";
            events.record(of(Optional.of(new UserId(1)), "a***@example.org", address, "x", "request-" + i));
        }
        events.record(of(Optional.of(new UserId(2)), "a***@example.org", "192.0.2.7", "x", ""));

        List<RecordedEvent> written = written();

        assertThat(written.stream().mapToInt(RecordedEvent::times).sum()).isEqualTo(501);
        assertThat(written).hasSizeBetween(3, 30);
    }

    @Test
    void record_ofHostileTexts_keepsThemAsTheyAre() {
        List<String> agents = List.of(
                "'); DROP TABLE auth_events; --",
                "{\"a\",NULL,\\\"}",
                "NULL",
                "\\x00\\",
                "{}",
                ":name ?",
                "\uD83D\uDE00".repeat(128));
        for (int i = 0; i < agents.size(); i++) {
            events.record(of(Optional.of(new UserId(1)), "'\"{},\\", "192.0.2." + i, agents.get(i), "NULL"));
        }
        AtomicInteger user = new AtomicInteger(1);
        Seeded.times(
                50,
                random -> events.record(of(
                        Optional.of(new UserId(user.incrementAndGet())),
                        Seeded.text(random, 50),
                        "192.0.2.7",
                        Seeded.text(random, 300),
                        "")));

        List<RecordedEvent> written = written();

        assertThat(written).hasSize(agents.size() + 50);
        assertThat(written)
                .filteredOn(row -> row.event().user().equals(Optional.of(new UserId(1))))
                .extracting(row -> row.event().client().userAgent())
                .containsExactlyInAnyOrderElementsOf(agents);
    }

    @Test
    void read_ofATypeThatOnlyALaterVersionKnows_leavesItOut() {
        store.execute("""
                INSERT INTO auth_events (type, at, masked_email, detail, user_agent, request_id, times)
                VALUES ('of_the_future', now(), '', '', '', '', 1)""");
        events.record(AuthEvent.of(AuthEvent.Type.MAIL_EXPIRED, TIME));

        assertThat(written()).hasSize(1);
    }
}
