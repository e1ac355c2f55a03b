package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Scenario;
import io.moonlight.auth.testkit.Store;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of the ports that share one store have in common. */
public abstract class StoreContract {

    protected final MutableClock clock = MutableClock.start();
    protected Store store;
    protected Scenario scenario;

    /** An empty store; it is asked for once per test. */
    protected abstract Store emptyStore();

    @BeforeEach
    final void openStore() {
        store = emptyStore();
        scenario = new Scenario(store, clock);
    }

    /** The moment at which the test's clock stands. */
    protected final Instant now() {
        return clock.instant();
    }

    /** Asserts that the call is refused with exactly this error. */
    protected static void assertRefused(ThrowingCallable call, AuthError error) {
        assertThat(catchThrowable(call))
                .isInstanceOfSatisfying(
                        AuthException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    /** Asserts that the call is refused because of its code. */
    protected static void assertRefused(ThrowingCallable call, CodeRefused.Reason reason) {
        assertRefused(call, new CodeRefused(reason));
    }
}
