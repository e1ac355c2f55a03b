package io.moonlight.auth.bcrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * {@link PasswordHasher} on bcrypt. Makes {@code $2a$} hashes, and reads {@code $2a$}, {@code $2b$} and {@code $2y$} ones
 * of any cost from 4 to 16. Hashes that it cannot read, and attempts that bcrypt would confuse with others (empty, with NUL,
 * with half of a surrogate pair, of more than 72 bytes), match nothing after the same work. That is the work of the highest
 * cost in use: a check against a cheaper hash goes on computing until it has done as many rounds.
 *
 * <p><b>Threading.</b> Hashes are computed in lanes: platform threads, daemons named {@code moonlight-hashing-n}, which this
 * object starts when they are first needed and which end after {@link #close}. A lane may advance several hashes at once, see
 * {@link HashingEngine}. Callers wait in a queue, in which the networks of the clients take turns; they may be virtual
 * threads. A caller that is interrupted leaves the queue with the fault and its interrupt flag set. Clients without an address
 * share one turn.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} with one second as retry-after if there is no slot in the queue for 50 ms,
 * or at once if 32 callers, or twice as many as there are slots, wait for one already; and after {@link #close}. While other
 * networks wait, a network gets no slot beyond a quarter of them; if there is no slot left and another network with less needs
 * one, it is taken, with the same fault, from the network that holds most.
 */
public final class BcryptPasswordHasher implements PasswordHasher, AutoCloseable {

    /** The highest cost at which hashes are made: about 1.6 s each. */
    public static final int MAX_COST = 15;

    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final int MAX_BYTES = 72;
    private static final int DIGEST_BYTES = 23;
    private static final String SUBSTITUTE = "hashed in place of an attempt that bcrypt cannot take";

    private final int cost;
    private final RandomGenerator random;
    private final int laneCount;
    private final HashingLanes lanes;
    private final BcryptHash decoy;
    private final AtomicInteger effort;

    /**
     * Creates a hasher with one lane per core, sixteen slots per lane, and a {@link SecureRandom} of its own.
     *
     * @param cost 4 to 15; 12 takes about 0.2 s
     * @throws IllegalArgumentException if the cost is out of its range
     */
    public BcryptPasswordHasher(int cost) {
        this(builder().cost(cost));
    }

    private BcryptPasswordHasher(Builder builder) {
        this(builder, builder.engine.open());
    }

    BcryptPasswordHasher(Builder builder, BcryptEngine engine) {
        builder.requireGood();
        this.cost = builder.cost;
        this.random = builder.random;
        this.laneCount = builder.lanes;
        this.lanes = new HashingLanes(engine, builder.lanes, builder.lanes * builder.queuePerLane, PATIENCE);
        this.decoy = new BcryptHash(BcryptSalt.random(cost, random), randomDigest(random));
        this.effort = new AtomicInteger(cost);
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@inheritDoc} The salt comes from the generator of the builder. */
    @Override
    public PasswordHash hash(RawPassword password, ClientInfo client) {
        BcryptSalt salt = BcryptSalt.random(cost, random);
        String digest = lanes.digest(new BcryptKey(password.value(), salt), network(client));
        return new PasswordHash(new BcryptHash(salt, digest).text());
    }

    @Override
    public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
        Optional<BcryptHash> readable = BcryptHash.parse(hash.value());
        boolean possible = isPossible(attempt.value());
        BcryptHash stored = readable.orElse(decoy);
        String password = possible ? attempt.value() : SUBSTITUTE;
        int rounds = effort.accumulateAndGet(stored.salt().cost(), Math::max);
        String digest = lanes.digest(new BcryptKey(password, stored.salt(), rounds), network(client));
        return stored.hasDigest(digest) && possible && readable.isPresent();
    }

    private static String network(ClientInfo client) {
        return client.address().map(ClientAddress::network).orElse("");
    }

    private static boolean isPossible(String attempt) {
        return !attempt.isEmpty()
                && attempt.indexOf('\0') < 0
                && UTF_8.newEncoder().canEncode(attempt)
                && attempt.getBytes(UTF_8).length <= MAX_BYTES;
    }

    /** {@inheritDoc} Its digest is random: no password has it. */
    @Override
    public PasswordHash decoy() {
        return new PasswordHash(decoy.text());
    }

    /** {@inheritDoc} Hashes of a higher cost and of other prefixes are kept. */
    @Override
    public boolean needsRehash(PasswordHash hash) {
        return BcryptHash.parse(hash.value())
                .filter(read -> read.salt().cost() >= cost)
                .isEmpty();
    }

    /** {@inheritDoc} All that can be read, up to cost {@value #MAX_COST}. */
    @Override
    public boolean canImport(PasswordHash hash) {
        return BcryptHash.parse(hash.value())
                .filter(read -> read.salt().cost() <= MAX_COST)
                .isPresent();
    }

    /** {@inheritDoc} Hashes that cannot be read do not count: a check against one is a check against the decoy. */
    @Override
    public void storedHashes(Collection<PasswordHash> samples) {
        effort.set(samples.stream()
                .flatMap(hash -> BcryptHash.parse(hash.value()).stream())
                .mapToInt(hash -> hash.salt().cost())
                .reduce(cost, Math::max));
    }

    /** Returns the cost whose time every check takes now: the highest of the current one and those of stored hashes. */
    public int effort() {
        return effort.get();
    }

    /** Returns the maximum number of threads that compute hashes. */
    public int lanes() {
        return laneCount;
    }

    /** Returns how many lanes are computing now. */
    public int busy() {
        return lanes.busy();
    }

    /** Returns how many callers wait for a lane now. */
    public int queued() {
        return lanes.queued();
    }

    /** Returns how many callers were rejected so far because the queue was full. */
    public long rejected() {
        return lanes.rejected();
    }

    /** Rejects the callers that wait and all later ones; hashes that are being computed are still answered. Does not wait. */
    @Override
    public void close() {
        lanes.close();
    }

    private static String randomDigest(RandomGenerator random) {
        byte[] drawn = new byte[DIGEST_BYTES];
        random.nextBytes(drawn);
        return BcryptBase64.encode(drawn);
    }

    /** Builds a {@link BcryptPasswordHasher}. Not safe for several threads. */
    public static final class Builder {

        private static final int MAX_LANES = 1024;
        private static final int MAX_QUEUE_PER_LANE = 10_000;

        private int cost = 12;
        private int lanes = Runtime.getRuntime().availableProcessors();
        private int queuePerLane = 16;
        private HashingEngine engine = HashingEngine.INTERLEAVED;
        private RandomGenerator random = new SecureRandom();

        private Builder() {}

        /** Sets the binary logarithm of the number of rounds, 4 to 15; default 12. */
        public Builder cost(int logarithm) {
            this.cost = logarithm;
            return this;
        }

        /** Sets how many threads compute hashes, 1 to 1,024; default: one per core. */
        public Builder lanes(int threads) {
            this.lanes = threads;
            return this;
        }

        /** Sets how many callers may wait for each lane, 0 to 10,000; default 16. */
        public Builder queuePerLane(int callers) {
            this.queuePerLane = callers;
            return this;
        }

        /** Sets the implementation of bcrypt; default: {@link HashingEngine#INTERLEAVED}. */
        public Builder engine(HashingEngine computing) {
            this.engine = requireNonNull(computing, "computing");
            return this;
        }

        /** Sets the source of salts: unguessable, and safe for any number of threads; default: a {@link SecureRandom}. */
        public Builder random(RandomGenerator generator) {
            this.random = requireNonNull(generator, "generator");
            return this;
        }

        /** @throws IllegalArgumentException that names everything out of its range */
        public BcryptPasswordHasher build() {
            return new BcryptPasswordHasher(this);
        }

        private void requireGood() {
            List<String> problems = new ArrayList<>();
            requireWithin("cost", cost, BcryptSalt.MIN_COST, MAX_COST, problems);
            requireWithin("lanes", lanes, 1, MAX_LANES, problems);
            requireWithin("queuePerLane", queuePerLane, 0, MAX_QUEUE_PER_LANE, problems);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
        }

        private static void requireWithin(String name, int value, int least, int most, List<String> problems) {
            if (value < least || value > most) {
                problems.add(name + " must be " + least + " to " + most);
            }
        }
    }
}
