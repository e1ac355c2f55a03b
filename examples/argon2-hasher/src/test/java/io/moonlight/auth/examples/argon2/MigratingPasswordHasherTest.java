package io.moonlight.auth.examples.argon2;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.testkit.contract.PasswordHasherContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigratingPasswordHasherTest extends PasswordHasherContract {

    private final BcryptPasswordHasher bcrypt = new BcryptPasswordHasher(4);
    private final PasswordHasher hasher = new MigratingPasswordHasher(
            new Argon2PasswordHasher(new SecureRandom(), 256, 1, 2, 128),
            bcrypt,
            hash -> hash.value().startsWith("$2"));

    @AfterEach
    void close() {
        bcrypt.close();
    }

    @Override
    protected PasswordHasher hasher() {
        return hasher;
    }

    @Test
    void verify_ofAFormerHash_matchesItsPasswordAndWantsANewOne() {
        PasswordHash former = bcrypt.hash(new RawPassword("correct horse"), ClientInfo.LOCAL);

        assertThat(hasher.verify(new PasswordAttempt("correct horse"), former, ClientInfo.LOCAL))
                .isTrue();
        assertThat(hasher.verify(new PasswordAttempt("wrong horse"), former, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher.needsRehash(former)).isTrue();
    }

    @Test
    void verify_whileFormerHashesAreStored_computesWithBothHashersAgainstAnyHash() {
        Counting old = new Counting(bcrypt);
        Counting young = new Counting(new Argon2PasswordHasher(new SecureRandom(), 256, 1, 2, 128));
        PasswordHasher both =
                new MigratingPasswordHasher(young, old, hash -> hash.value().startsWith("$2"));
        PasswordAttempt right = new PasswordAttempt("correct horse");
        PasswordHash former = bcrypt.hash(new RawPassword("correct horse"), ClientInfo.LOCAL);
        PasswordHash current = both.hash(new RawPassword("correct horse"), ClientInfo.LOCAL);

        both.storedHashes(List.of(current));
        assertThat(both.verify(right, current, ClientInfo.LOCAL)).isTrue();
        assertThat(old.checks).isZero();
        both.storedHashes(List.of(current, former));
        for (PasswordHash hash : List.of(current, former, both.decoy())) {
            int oldBefore = old.checks;
            int youngBefore = young.checks;
            assertThat(both.verify(right, hash, ClientInfo.LOCAL)).isEqualTo(!hash.equals(both.decoy()));
            assertThat(old.checks).isEqualTo(oldBefore + 1);
            assertThat(young.checks).isEqualTo(youngBefore + 1);
        }
    }

    private static final class Counting implements PasswordHasher {

        private final PasswordHasher real;
        private int checks;

        Counting(PasswordHasher real) {
            this.real = real;
        }

        @Override
        public PasswordHash hash(RawPassword password, ClientInfo client) {
            return real.hash(password, client);
        }

        @Override
        public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
            checks++;
            return real.verify(attempt, hash, client);
        }

        @Override
        public PasswordHash decoy() {
            return real.decoy();
        }

        @Override
        public boolean needsRehash(PasswordHash hash) {
            return real.needsRehash(hash);
        }
    }

    @Test
    void main_showsThatALoginReplacesTheHash() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Argon2Main.main(new String[0]);
        } finally {
            System.setOut(console);
        }

        String output = printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertThat(output).hasLineCount(2);
        assertThat(Files.readString(Path.of("README.md"))).contains("```text\n" + output + "```");
    }
}
