package io.moonlight.auth.application.lifecycle;

import io.moonlight.auth.domain.inmemory.InMemoryAuthEvents;
import io.moonlight.auth.domain.inmemory.InMemoryHousekeeping;
import io.moonlight.auth.domain.inmemory.InMemoryMailOutbox;
import io.moonlight.auth.domain.inmemory.InMemorySessionRepository;
import io.moonlight.auth.domain.inmemory.InMemoryStore;
import io.moonlight.auth.domain.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.domain.inmemory.InMemoryTransactions;
import io.moonlight.auth.domain.inmemory.InMemoryUserRepository;
import io.moonlight.auth.domain.inmemory.InMemoryVerificationCodes;
import io.moonlight.auth.testkit.Samples;
import java.nio.charset.StandardCharsets;

class InMemorySessionLifeCycleTest extends SessionLifeCycleContract {

    @Override
    protected World world() {
        InMemoryStore store = new InMemoryStore();
        return new World((rest, clock) -> rest.users(new InMemoryUserRepository(store))
                .codes(new InMemoryVerificationCodes(store))
                .sessions(new InMemorySessionRepository(store))
                .outbox(new InMemoryMailOutbox(store))
                .transactions(new InMemoryTransactions(store))
                .tokens(new InMemoryTokenSigner(Samples.random(), clock))
                .housekeeping(new InMemoryHousekeeping(store))
                .events(new InMemoryAuthEvents())
                .secret("a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8))
                .random(Samples.random()));
    }

    @Override
    protected int sequences() {
        return 10_000;
    }

    @Override
    protected int steps() {
        return 36;
    }
}
