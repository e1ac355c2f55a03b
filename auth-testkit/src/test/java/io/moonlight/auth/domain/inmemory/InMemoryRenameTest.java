package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.RenameContract;

class InMemoryRenameTest extends RenameContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
