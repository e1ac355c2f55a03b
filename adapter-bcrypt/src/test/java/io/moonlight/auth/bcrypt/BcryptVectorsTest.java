package io.moonlight.auth.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Known answers: those of jBCrypt's own suite, and those of crypt_blowfish and OpenBSD for other prefixes. */
class BcryptVectorsTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/bcrypt-vectors.csv", numLinesToSkip = 1, ignoreLeadingAndTrailingWhitespace = false)
    void verify_ofAKnownAnswer_matches(String password, String hash) {
        BcryptHash known = BcryptHash.parse(hash).orElseThrow();
        List<BcryptKey> key = List.of(new BcryptKey(password, known.salt()));
        for (HashingEngine engine : HashingEngine.values()) {
            assertThat(Digests.of(engine.open().bench(), key)).containsExactly(known.digest());
        }
        try (BcryptPasswordHasher hasher = new BcryptPasswordHasher(4)) {
            PasswordHash stored = new PasswordHash(hash);
            assertThat(hasher.verify(new PasswordAttempt(password), stored, ClientInfo.LOCAL))
                    .isEqualTo(!password.isEmpty());
            assertThat(hasher.verify(new PasswordAttempt(password + "x"), stored, ClientInfo.LOCAL))
                    .isFalse();
        }
    }
}
