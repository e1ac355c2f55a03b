package io.moonlight.auth.examples.argon2;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the contract leaves to each hasher. */
class Argon2DetailsTest {

    private final PasswordHasher hasher = new Argon2PasswordHasher(new SecureRandom(), 256, 1, 2, 128);

    @Test
    void verify_ofAHashThatAnotherLibraryMade_matches() {
        // The reference implementation: echo -n password | argon2 somesaltsomesalt -id -t 2 -k 256 -p 1 -l 32
        PasswordHash theirs = new PasswordHash(
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$yrdGtGIZk/3JHsUHh5gLQUqQppLwvGjf4Z+cJbPLqew");

        assertThat(hasher.verify(new PasswordAttempt("password"), theirs, ClientInfo.LOCAL))
                .isTrue();
        assertThat(hasher.verify(new PasswordAttempt("passwort"), theirs, ClientInfo.LOCAL))
                .isFalse();
    }

    @Test
    void needsRehash_ofAnotherCost_isTrue() {
        PasswordHasher dearer = new Argon2PasswordHasher(new SecureRandom(), 512, 1, 2, 64);

        assertThat(dearer.needsRehash(hasher.hash(new RawPassword("correct horse"), ClientInfo.LOCAL)))
                .isTrue();
    }

    @Test
    void hash_whileOneNetworkHoldsItsQuarter_servesAnother() {
        PasswordHasher slow = new Argon2PasswordHasher(new SecureRandom(), 65_536, 4, 1, 7);
        RawPassword password = new RawPassword("correct horse");

        List<Race.Result<PasswordHash>> results =
                Race.run(16, i -> () -> slow.hash(password, Samples.client(i == 0 ? "192.0.2.1" : "192.0.2.2")));

        assertThat(results.get(0).succeeded()).isTrue();
        assertThat(results).filteredOn(Race.Result::succeeded).hasSizeLessThan(16);
    }

    @Test
    void hash_whileTooManyWait_isAFaultAtOnce() {
        PasswordHasher slow = new Argon2PasswordHasher(new SecureRandom(), 65_536, 4, 1, 0);

        List<Race.Result<PasswordHash>> results =
                Race.run(16, i -> () -> slow.hash(new RawPassword("correct horse"), ClientInfo.LOCAL));

        assertThat(results).anyMatch(Race.Result::succeeded);
        assertThat(results)
                .filteredOn(result -> !result.succeeded())
                .isNotEmpty()
                .allMatch(result -> result.failedWith(AuthUnavailableException.class));
    }
}
