package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.PasswordHasherContract;
import io.moonlight.auth.domain.testkit.Samples;

class InMemoryPasswordHasherTest extends PasswordHasherContract {

    private final PasswordHasher hasher = new InMemoryPasswordHasher(Samples.random());

    @Override
    protected PasswordHasher hasher() {
        return hasher;
    }
}
