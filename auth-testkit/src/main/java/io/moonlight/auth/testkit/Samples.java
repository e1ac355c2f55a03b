package io.moonlight.auth.testkit;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Username;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Ordinary values for tests; each call that makes one of something unique makes a new one. */
public final class Samples {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Samples() {}

    /** Always the same numbers: a test that fails, fails again. */
    public static RandomGenerator random() {
        return new Random(20260131);
    }

    /** Always with the same key. */
    public static KeyedHasher hasher() {
        return new KeyedHasher("a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8));
    }

    /** An address that no other call has given. */
    public static EmailAddress email() {
        return new EmailAddress("person" + NEXT.incrementAndGet() + "@example.org");
    }

    /** A name that no other call has given, with capitals. */
    public static Username username() {
        return new Username("Person_" + NEXT.incrementAndGet());
    }

    /** A hash that no other call has given, and that no hasher has made. */
    public static PasswordHash passwordHash() {
        return new PasswordHash("$sample$" + NEXT.incrementAndGet());
    }

    /** A user that no other call has returned. */
    public static NewUser newUser(Instant createdAt) {
        return new NewUser(email(), username(), passwordHash(), createdAt);
    }

    /**
     * A browser at this address.
     *
     * @param address an IP address
     */
    public static ClientInfo client(String address) {
        return new ClientInfo(Optional.of(ClientAddress.parse(address).orElseThrow()), "SampleBrowser/1.0 (测试)");
    }
}
