package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.contract.TokenSignerContract;
import java.time.InstantSource;
import java.util.List;

class InMemoryTokenSignerTest extends TokenSignerContract {

    @Override
    protected TokenSigner signer(InstantSource clock) {
        return new InMemoryTokenSigner(Samples.hasher(), clock);
    }

    @Override
    protected List<TokenSigner> strangers(InstantSource clock) {
        return List.of(new InMemoryTokenSigner(Samples.random(), clock));
    }
}
