package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.MailRequestContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryMailRequestTest extends MailRequestContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
