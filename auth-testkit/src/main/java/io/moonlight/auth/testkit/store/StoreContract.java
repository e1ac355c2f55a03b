package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.testkit.AuthStoreFixture;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Scenario;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the parts of {@link AuthStoreContract} share. Each test gets an empty store from the enclosing class. */
abstract class StoreContract {

    final MutableClock clock = MutableClock.start();
    AuthStoreFixture store;
    Scenario scenario;

    @RegisterExtension
    final BeforeEachCallback opening = test -> {
        store = test.getRequiredTestInstances()
                .findInstance(AuthStoreContract.class)
                .orElseThrow()
                .emptyStore();
        scenario = new Scenario(store, clock);
    };

    /** Returns the time of the test's clock. */
    final Instant now() {
        return clock.instant();
    }

    /** Returns whether the user's address is verified. */
    final boolean isVerified(User user) {
        return store.users().findById(user.id()).orElseThrow().verified();
    }

    /** Asserts that the call is rejected with exactly this error. */
    static void assertRefused(ThrowingCallable call, AuthError error) {
        assertThat(catchThrowable(call))
                .isInstanceOfSatisfying(
                        AuthException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    /** Asserts that the call is rejected because of its code. */
    static void assertRefused(ThrowingCallable call, CodeRefused.Reason reason) {
        assertRefused(call, new CodeRefused(reason));
    }
}
