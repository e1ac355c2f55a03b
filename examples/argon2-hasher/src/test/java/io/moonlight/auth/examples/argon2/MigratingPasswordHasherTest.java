package io.moonlight.auth.examples.argon2;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.testkit.contract.PasswordHasherContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigratingPasswordHasherTest extends PasswordHasherContract {

    private final BcryptPasswordHasher bcrypt = new BcryptPasswordHasher(4);
    private final PasswordHasher hasher = new MigratingPasswordHasher(
            new Argon2PasswordHasher(new SecureRandom(), 256, 1, 2, 64),
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
        PasswordHash former = bcrypt.hash(new RawPassword("correct horse"));

        assertThat(hasher.verify(new PasswordAttempt("correct horse"), former)).isTrue();
        assertThat(hasher.verify(new PasswordAttempt("wrong horse"), former)).isFalse();
        assertThat(hasher.needsRehash(former)).isTrue();
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
