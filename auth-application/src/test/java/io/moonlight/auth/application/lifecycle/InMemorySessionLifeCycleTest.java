package io.moonlight.auth.application.lifecycle;

import io.moonlight.auth.inmemory.InMemoryAuthEvents;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.testkit.Samples;
import java.nio.charset.StandardCharsets;

class InMemorySessionLifeCycleTest extends SessionLifeCycleContract {

    @Override
    protected World world() {
        return new World((rest, clock) -> rest.store(new InMemoryStore())
                .tokens(new InMemoryTokenSigner(Samples.random(), clock))
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
