package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.MailOutboxContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryMailOutboxTest extends MailOutboxContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
