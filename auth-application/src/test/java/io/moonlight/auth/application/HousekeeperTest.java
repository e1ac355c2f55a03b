package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.application.background.Housekeeper;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.Housekeeping.ExpiredData;
import io.moonlight.auth.domain.port.Housekeeping.Sweep;
import io.moonlight.auth.inmemory.InMemoryHousekeeping;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HousekeeperTest {

    private static final Duration AUDIT_RETENTION = Duration.ofDays(90);

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();

    private Housekeeper housekeeper(Housekeeping port) {
        return new Housekeeper(port, backend.events, backend.clock, Samples.random(), AUDIT_RETENTION);
    }

    private static int round(Housekeeper housekeeper) {
        int steps = 1;
        while (housekeeper.runOnce()) {
            steps++;
        }
        return steps;
    }

    /** Returns the age at which a round removes data, by kind. */
    private Map<ExpiredData, Duration> agesOfARound() {
        Map<ExpiredData, Duration> ages = new EnumMap<>(ExpiredData.class);
        round(housekeeper((what, before, limit) -> {
            assertThat(limit).isEqualTo(1_000);
            ages.put(what, Duration.between(before, backend.clock.instant()));
            return new Sweep(0, false);
        }));
        return ages;
    }

    @Test
    void runOnce_inARound_sweepsEachKindByItsAge() {
        assertThat(agesOfARound())
                .containsOnly(
                        Map.entry(ExpiredData.CODES, Duration.ofDays(1)),
                        Map.entry(ExpiredData.SESSIONS, Duration.ofHours(1)),
                        Map.entry(ExpiredData.MAILS, Duration.ofDays(1)),
                        Map.entry(ExpiredData.KNOWN_ADDRESSES, Duration.ofDays(30)),
                        Map.entry(ExpiredData.INVITATIONS, Duration.ofHours(1)),
                        Map.entry(ExpiredData.EVENTS, AUDIT_RETENTION),
                        Map.entry(ExpiredData.LIMITS, Duration.ofHours(1)));
    }

    @Test
    void runOnce_ofAnAuth_usesItsAuditRetention() {
        List<Duration> ages = new ArrayList<>();
        Housekeeping housekeeping = (what, before, limit) -> {
            if (what == ExpiredData.EVENTS) {
                ages.add(Duration.between(before, backend.clock.instant()));
            }
            return new Sweep(0, false);
        };
        Auth auth = backend.builder()
                .auditRetention(Duration.ofDays(3))
                .store(StoreOfParts.with(housekeeping, backend.store))
                .build();

        round(auth.housekeeper());

        assertThat(ages).containsExactly(Duration.ofDays(3));
    }

    @Test
    void runOnce_ofAKindWithMoreData_staysWithThatKind() {
        List<ExpiredData> asked = new ArrayList<>();
        Housekeeper housekeeper = housekeeper((what, before, limit) -> {
            asked.add(what);
            return new Sweep(1, asked.size() < 3);
        });

        assertThat(round(housekeeper)).isEqualTo(9);

        assertThat(asked)
                .containsExactly(
                        ExpiredData.CODES,
                        ExpiredData.CODES,
                        ExpiredData.CODES,
                        ExpiredData.SESSIONS,
                        ExpiredData.MAILS,
                        ExpiredData.KNOWN_ADDRESSES,
                        ExpiredData.INVITATIONS,
                        ExpiredData.EVENTS,
                        ExpiredData.LIMITS);
        assertThat(round(housekeeper)).isEqualTo(7);
    }

    @Test
    void runOnce_ofTheLastKindWithMoreData_continuesTheRound() {
        AtomicInteger limits = new AtomicInteger();
        Housekeeper housekeeper = housekeeper(
                (what, before, limit) -> new Sweep(0, what == ExpiredData.LIMITS && limits.incrementAndGet() < 3));

        assertThat(round(housekeeper)).isEqualTo(9);
        assertThat(limits).hasValue(3);
    }

    @Test
    void runOnce_withoutExpiredMails_recordsNothing() {
        round(housekeeper((what, before, limit) -> new Sweep(what == ExpiredData.MAILS ? 0 : 5, false)));

        assertThat(backend.events.recorded()).isEmpty();
    }

    @Test
    void runOnce_afterAFaultOfOneKind_continuesWithTheNext() {
        List<ExpiredData> swept = new ArrayList<>();
        Housekeeper housekeeper = housekeeper((what, before, limit) -> {
            if (what == ExpiredData.CODES) {
                throw new AuthUnavailableException("database", Duration.ofSeconds(1));
            }
            swept.add(what);
            return new Sweep(0, false);
        });

        assertThatThrownBy(housekeeper::runOnce).isInstanceOf(AuthUnavailableException.class);
        assertThat(round(housekeeper)).isEqualTo(6);

        assertThat(swept)
                .containsExactly(
                        ExpiredData.SESSIONS,
                        ExpiredData.MAILS,
                        ExpiredData.KNOWN_ADDRESSES,
                        ExpiredData.INVITATIONS,
                        ExpiredData.EVENTS,
                        ExpiredData.LIMITS);
    }

    @Test
    void runOnce_onAUsedSystem_removesNoDataInUse() {
        Housekeeper housekeeper = housekeeper(new InMemoryHousekeeping(backend.store));
        SignedIn user = backend.register(email);
        EmailAddress other = Samples.email();
        backend.code(other, CodePurpose.REGISTER);
        backend.pass(Duration.ofMinutes(9));

        round(housekeeper);

        backend.refresh(user.tokens().refresh());
        backend.register(other, backend.mailedCode(other), Samples.username(), ClientInfo.LOCAL);
    }

    @Test
    void runOnce_onUndeliveredMails_recordsOneEventPerStep() {
        Housekeeper housekeeper = housekeeper(new InMemoryHousekeeping(backend.store));
        for (int i = 0; i < 3; i++) {
            backend.auth
                    .sendCode()
                    .handle(new SendCode.Command(
                            Samples.email(), CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        }
        backend.pass(Duration.ofHours(24));
        round(housekeeper);
        assertThat(backend.recorded(AuthEvent.Type.MAIL_EXPIRED)).isEmpty();
        backend.pass(Duration.ofHours(1));
        Instant now = backend.clock.instant();

        round(housekeeper);

        assertThat(backend.recorded(AuthEvent.Type.MAIL_EXPIRED))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo(AuthEvent.Type.MAIL_EXPIRED);
                    assertThat(event.detail()).isEqualTo("undelivered_3");
                    assertThat(event.at()).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
                });
        backend.deliver();
        assertThat(backend.mailer.sent()).isEmpty();
    }

    @Test
    void new_withoutAuditRetention_throws() {
        Housekeeping port = new InMemoryHousekeeping(backend.store);

        for (Duration retention : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> new Housekeeper(port, backend.events, backend.clock, Samples.random(), retention))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
