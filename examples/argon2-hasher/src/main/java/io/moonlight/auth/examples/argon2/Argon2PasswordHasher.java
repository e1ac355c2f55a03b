package io.moonlight.auth.examples.argon2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * {@link PasswordHasher} with Argon2id (RFC 9106) by Bouncy Castle.
 *
 * <p><b>Time.</b> All checks take the same time as long as all hashes have one cost. To change the cost, put the hasher of
 * the former cost into a {@link MigratingPasswordHasher}.
 *
 * <p><b>Threading.</b> Safe for any number of threads; starts none. As many as there are CPU cores hash at a time, in order
 * of arrival, so that memory is bounded; {@value #WAITING} more may wait. No network may have more than a quarter of these
 * places, so that none keeps the others out.
 */
public final class Argon2PasswordHasher implements PasswordHasher {

    /** How many calls may wait for their turn; one more is rejected at once. */
    private static final int WAITING = 128;

    private static final int SHARES = 4;

    private final RandomGenerator random;
    private final int share;
    private final Map<String, Integer> held = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Semaphore turns;
    private final Argon2Hash cost;
    private final Argon2Hash decoy;

    /** With 19 MiB, two iterations and one lane, as OWASP's Password Storage Cheat Sheet asks for at least. */
    public Argon2PasswordHasher(RandomGenerator random) {
        this(random, 19_456, 2, Runtime.getRuntime().availableProcessors(), WAITING);
    }

    /** @param random makes the salts: a {@link java.security.SecureRandom} */
    Argon2PasswordHasher(RandomGenerator random, int memory, int iterations, int atOnce, int waiting) {
        this.random = requireNonNull(random, "random");
        this.turns = new Semaphore(atOnce, true);
        this.places = new Semaphore(atOnce + waiting);
        this.share = Math.max(1, (atOnce + waiting) / SHARES);
        this.cost = new Argon2Hash(memory, iterations, 1, "", "");
        this.decoy = new Argon2Hash(memory, iterations, 1, randomText(Argon2Hash.SALT_BYTES), randomText(32));
    }

    @Override
    public PasswordHash hash(RawPassword password, ClientInfo client) {
        Argon2Hash salted =
                new Argon2Hash(cost.memory(), cost.iterations(), cost.lanes(), randomText(Argon2Hash.SALT_BYTES), "");
        return inTurn(client, () -> salted.of(password.value())).stored();
    }

    @Override
    public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
        Optional<Argon2Hash> known = Argon2Hash.read(hash);
        Argon2Hash stored = known.orElse(decoy); // what cannot be read costs as much time as what can
        Argon2Hash presented = inTurn(client, () -> stored.of(attempt.value()));
        boolean same = MessageDigest.isEqual(
                presented.hash().getBytes(UTF_8), stored.hash().getBytes(UTF_8));
        return same && known.isPresent() && attempt.asRaw().isPresent();
    }

    @Override
    public PasswordHash decoy() {
        return decoy.stored();
    }

    @Override
    public boolean needsRehash(PasswordHash hash) {
        return Argon2Hash.read(hash).filter(cost::costsAsMuchAs).isEmpty();
    }

    private Argon2Hash inTurn(ClientInfo client, Supplier<Argon2Hash> work) {
        String network = client.address().map(ClientAddress::network).orElse("");
        try {
            if (held.merge(network, 1, Integer::sum) > share) {
                throw tooMany();
            }
            return inTurn(work);
        } finally {
            held.computeIfPresent(network, (name, calls) -> calls == 1 ? null : calls - 1);
        }
    }

    private static AuthUnavailableException tooMany() {
        return new AuthUnavailableException("password hashing", Duration.ofSeconds(1));
    }

    private Argon2Hash inTurn(Supplier<Argon2Hash> work) {
        if (!places.tryAcquire()) {
            throw tooMany();
        }
        try {
            turns.acquireUninterruptibly();
            try {
                return work.get();
            } finally {
                turns.release();
            }
        } finally {
            places.release();
        }
    }

    private String randomText(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Argon2Hash.base64(drawn);
    }
}
