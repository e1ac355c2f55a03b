package io.moonlight.auth.bcrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * {@link PasswordHasher} by bcrypt. Makes {@code $2a$} hashes, and reads {@code $2a$}, {@code $2b$} and {@code $2y$} ones
 * of any cost from 4 to 16. What it cannot read, and attempts that bcrypt would confuse with others (empty, with NUL, with
 * half of a surrogate pair, of more than 72 bytes), match nothing after the same work.
 *
 * <p><b>Threading.</b> Hashes are computed in lanes of their own, first come, first served: platform threads, daemons
 * named {@code moonlight-hashing-n}, which this object starts when they are first needed and which end after {@link
 * #close}. A lane may advance several hashes at once, see {@link HashingEngine}. Callers wait; they may be virtual threads.
 * A caller that is interrupted leaves the queue with the fault and its interrupt flag set.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} with a second to wait if the queue is full and stays so for 50 ms, or at
 * once if 32 callers, or twice as many as it holds, stand before it already; and after {@link #close}.
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

    /**
     * With as many lanes as processors, sixteen waiting callers per lane, and a {@link SecureRandom} of its own.
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
    }

    /** What a hasher is made of. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void awaitRoom() {
        lanes.awaitRoom();
    }

    /** {@inheritDoc} The salt comes from the generator that this hasher was made with. */
    @Override
    public PasswordHash hash(RawPassword password) {
        BcryptSalt salt = BcryptSalt.random(cost, random);
        return new PasswordHash(new BcryptHash(salt, lanes.digest(new BcryptKey(password.value(), salt))).text());
    }

    @Override
    public boolean verify(PasswordAttempt attempt, PasswordHash hash) {
        Optional<BcryptHash> readable = BcryptHash.parse(hash.value());
        boolean possible = isPossible(attempt.value());
        BcryptHash stored = readable.orElse(decoy);
        String password = possible ? attempt.value() : SUBSTITUTE;
        boolean same = stored.hasDigest(lanes.digest(new BcryptKey(password, stored.salt())));
        return same && possible && readable.isPresent();
    }

    private static boolean isPossible(String attempt) {
        return !attempt.isEmpty()
                && attempt.indexOf('\0') < 0
                && UTF_8.newEncoder().canEncode(attempt)
                && attempt.getBytes(UTF_8).length <= MAX_BYTES;
    }

    /** {@inheritDoc} Its digest was drawn, not computed: there is no password behind it. */
    @Override
    public PasswordHash decoy() {
        return new PasswordHash(decoy.text());
    }

    /**
     * {@inheritDoc} A hash of a higher cost is left as strong as it is, and the prefix does not count.
     */
    @Override
    public boolean needsRehash(PasswordHash hash) {
        return BcryptHash.parse(hash.value())
                .filter(read -> read.salt().cost() >= cost)
                .isEmpty();
    }

    /** How many threads compute hashes at the most. */
    public int lanes() {
        return laneCount;
    }

    /** How many lanes are computing now. */
    public int busy() {
        return lanes.busy();
    }

    /** How many callers wait for a lane now. */
    public int queued() {
        return lanes.queued();
    }

    /** How many callers were refused so far because the queue was full. */
    public long shed() {
        return lanes.shed();
    }

    /** Refuses whoever waits and whoever comes; those whose hash is being computed are still answered. Does not wait. */
    @Override
    public void close() {
        lanes.close();
    }

    private static String randomDigest(RandomGenerator random) {
        byte[] drawn = new byte[DIGEST_BYTES];
        random.nextBytes(drawn);
        return BcryptBase64.encode(drawn);
    }

    /** What a {@link BcryptPasswordHasher} is made of. Not safe for several threads. */
    public static final class Builder {

        private static final int MAX_LANES = 1024;
        private static final int MAX_QUEUE_PER_LANE = 10_000;

        private int cost = 12;
        private int lanes = Runtime.getRuntime().availableProcessors();
        private int queuePerLane = 16;
        private HashingEngine engine = HashingEngine.INTERLEAVED;
        private RandomGenerator random = new SecureRandom();

        private Builder() {}

        /** The logarithm of the number of rounds, 4 to 15; default 12. */
        public Builder cost(int logarithm) {
            this.cost = logarithm;
            return this;
        }

        /** How many threads compute hashes, 1 to 1,024; default: as many as there are processors. */
        public Builder lanes(int threads) {
            this.lanes = threads;
            return this;
        }

        /** How many callers may wait for each lane, 0 to 10,000; default 16. */
        public Builder queuePerLane(int callers) {
            this.queuePerLane = callers;
            return this;
        }

        /** What computes the hashes; default: {@link HashingEngine#INTERLEAVED}. */
        public Builder engine(HashingEngine computing) {
            this.engine = requireNonNull(computing, "computing");
            return this;
        }

        /** Makes the salts; must be unguessable and safe for any number of threads; default: a {@link SecureRandom}. */
        public Builder random(RandomGenerator generator) {
            this.random = requireNonNull(generator, "generator");
            return this;
        }

        /** @throws IllegalArgumentException naming everything that is out of its range */
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
