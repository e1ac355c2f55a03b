package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.MailOutboxContract;

class InMemoryMailOutboxTest extends MailOutboxContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
