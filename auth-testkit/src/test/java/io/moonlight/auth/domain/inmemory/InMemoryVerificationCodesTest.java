package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.VerificationCodesContract;

class InMemoryVerificationCodesTest extends VerificationCodesContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
