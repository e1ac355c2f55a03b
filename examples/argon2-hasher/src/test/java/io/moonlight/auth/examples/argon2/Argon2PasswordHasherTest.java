package io.moonlight.auth.examples.argon2;

import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.testkit.contract.PasswordHasherContract;
import java.security.SecureRandom;

// guide: begin contract
class Argon2PasswordHasherTest extends PasswordHasherContract {

    /** Cheap: what the contract says does not depend on the cost. */
    private final PasswordHasher hasher = new Argon2PasswordHasher(new SecureRandom(), 256, 1, 2, 128);

    @Override
    protected PasswordHasher hasher() {
        return hasher;
    }
}
// guide: end
