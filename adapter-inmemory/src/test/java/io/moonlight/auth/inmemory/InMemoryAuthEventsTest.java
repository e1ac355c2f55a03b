package io.moonlight.auth.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.contract.AuthEventsContract;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryAuthEventsTest extends AuthEventsContract {

    private final InMemoryAuthEvents events = new InMemoryAuthEvents();

    @Override
    protected AuthEvents events() {
        return events;
    }

    @Override
    protected AuditTrail trail() {
        return events;
    }

    @Test
    void record_ofAnEvent_keepsIt() {
        AuthEvent event = event(1);

        events.record(event);

        assertThat(events.recorded()).containsExactly(event);
    }

    @Test
    void record_bySixteenCallersOfManyEvents_keepsTheLastThousand() {
        Race.run(16, caller -> () -> {
            for (int i = 1; i <= 100; i++) {
                events.record(event(i));
            }
            return true;
        });

        assertThat(events.recorded()).hasSize(1_000);
    }

    private static AuthEvent event(long user) {
        return new AuthEvent(
                AuthEvent.Type.REFRESH_TOKEN_REUSED,
                Instant.EPOCH,
                Optional.of(new UserId(user)),
                Optional.empty(),
                "",
                "",
                ClientInfo.LOCAL);
    }
}
