package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.MailRequestContract;

class InMemoryMailRequestTest extends MailRequestContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
