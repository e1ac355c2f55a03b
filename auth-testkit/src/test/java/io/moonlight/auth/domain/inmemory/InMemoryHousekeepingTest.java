package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.HousekeepingContract;

class InMemoryHousekeepingTest extends HousekeepingContract {

    private InMemoryFixture fixture;

    @Override
    protected Store emptyStore() {
        fixture = new InMemoryFixture();
        return fixture;
    }

    @Override
    protected Housekeeping housekeeping() {
        return fixture.housekeeping();
    }
}
