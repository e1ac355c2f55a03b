package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.VerificationCodesContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryVerificationCodesTest extends VerificationCodesContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
