package io.moonlight.auth.bcrypt;

import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.testkit.contract.PasswordHasherContract;
import org.junit.jupiter.api.AfterEach;

/** With the jBCrypt engine. */
class JbcryptPasswordHasherContractTest extends PasswordHasherContract {

    private final BcryptPasswordHasher hasher = BcryptPasswordHasher.builder()
            .cost(4)
            .lanes(2)
            .engine(HashingEngine.JBCRYPT)
            .build();

    @Override
    protected PasswordHasher hasher() {
        return hasher;
    }

    @AfterEach
    void close() {
        hasher.close();
    }
}
