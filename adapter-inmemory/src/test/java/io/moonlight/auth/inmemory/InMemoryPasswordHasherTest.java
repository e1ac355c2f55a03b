package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.contract.PasswordHasherContract;

class InMemoryPasswordHasherTest extends PasswordHasherContract {

    private final PasswordHasher hasher = new InMemoryPasswordHasher(Samples.random());

    @Override
    protected PasswordHasher hasher() {
        return hasher;
    }
}
