package io.moonlight.auth.domain.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Username;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Ordinary values for the tests of this module. */
public final class Samples {

    private Samples() {}

    /** Always the same numbers: a test that fails, fails again. */
    public static RandomGenerator random() {
        return new Random(20260131);
    }

    public static KeyedHasher hasher() {
        return new KeyedHasher("a secret of more than thirty-two bytes".getBytes(UTF_8));
    }

    public static EmailAddress email() {
        return new EmailAddress("person@example.org");
    }

    public static NewUser newUser(Instant createdAt) {
        return new NewUser(email(), new Username("Person_1"), new PasswordHash("$sample$1"), createdAt);
    }

    public static ClientInfo client(String address) {
        return new ClientInfo(Optional.of(ClientAddress.parse(address).orElseThrow()), "SampleBrowser/1.0 (测试)");
    }
}
