package io.moonlight.auth.bcrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.moonlight.auth.testkit.Seeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

/** Our engine is held to jBCrypt, which shares no code with it. */
class InterleavedEngineTest {

    private static final int[] TEXT = {0x4f727068, 0x65616e42, 0x65686f6c, 0x64657253, 0x63727944, 0x6f756274};
    private static final String ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final BcryptEngine engine = new InterleavedEngine();

    /** Computes for a minute on a quiet machine. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void advance_ofTwentyThousandRandomKeysInEveryCompany_makesTheDigestsOfJbcrypt() {
        Seeded.times(2_000, random -> {
            List<BcryptKey> keys = randomKeys(random, 10, 4, 4);
            List<String> digests = new ArrayList<>();
            // One of each number at once, in any order, on one bench.
            List<Integer> companies = new ArrayList<>(List.of(1, 2, 3, 4));
            Collections.shuffle(companies, new Random(random.nextLong()));
            BcryptEngine.Bench bench = engine.bench();
            for (int company : companies) {
                int done = digests.size();
                digests.addAll(Digests.of(bench, keys.subList(done, done + company)));
            }
            assertThat(digests).isEqualTo(Digests.byJbcrypt(keys));
        });
    }

    @Test
    void advance_ofDifferentCostsThatJoinEachOther_makesTheDigestsOfJbcrypt() {
        Seeded.times(30, random -> {
            List<BcryptKey> keys = randomKeys(random, 8, 4, 8);
            assertThat(Digests.joining(engine.bench(), engine.width(), keys)).isEqualTo(Digests.byJbcrypt(keys));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void advance_ofEveryCostUpToTwelve_makesTheDigestsOfJbcrypt(int width) {
        List<BcryptKey> keys = new ArrayList<>(IntStream.rangeClosed(4, 12)
                .mapToObj(cost -> randomKeys(new Random(cost), 1, cost, cost).get(0))
                .toList());
        Collections.shuffle(keys, new Random(width));
        assertThat(Digests.joining(engine.bench(), width, keys)).isEqualTo(Digests.byJbcrypt(keys));
    }

    @Test
    void advance_ofAKeyWithMoreEffort_doesAllItsRoundsAndMakesTheDigestOfItsCost() {
        for (BcryptKey cheap : randomKeys(new Random(5), 6, 4, 6)) {
            BcryptKey padded = new BcryptKey(cheap.password(), cheap.salt(), 7);
            BcryptState state = new BcryptState(padded);
            int rounds = 0;
            while (state.left() > 0) {
                int some = Math.min(32, state.left());
                KeySchedule.advance(state, some);
                rounds += some;
            }
            assertThat(rounds).isEqualTo(1 << 7);
            assertThat(List.of(state.digest())).isEqualTo(Digests.byJbcrypt(List.of(cheap)));
        }
    }

    @Test
    void advance_ofKeysWithMoreEffortInCompany_makesTheDigestsOfTheirCosts() {
        List<BcryptKey> keys = randomKeys(new Random(6), 9, 4, 6);
        List<BcryptKey> padded = keys.stream()
                .map(key -> new BcryptKey(key.password(), key.salt(), 7))
                .toList();
        assertThat(Digests.joining(engine.bench(), engine.width(), padded)).isEqualTo(Digests.byJbcrypt(keys));
        assertThat(Digests.joining(new JbcryptEngine().bench(), 1, padded)).isEqualTo(Digests.byJbcrypt(keys));
    }

    @Test
    void advance_ofEveryLengthUpToSeventyTwoBytes_makesTheDigestsOfJbcrypt() {
        for (String letter : List.of("x", "é", "中", "\uD83D\uDE00")) {
            int most = 72 / letter.getBytes(UTF_8).length;
            List<BcryptKey> keys = IntStream.rangeClosed(0, most)
                    .mapToObj(length -> new BcryptKey(letter.repeat(length), salt(new Random(length), 4)))
                    .toList();
            List<String> digests = Digests.joining(engine.bench(), engine.width(), keys);
            assertThat(digests).isEqualTo(Digests.byJbcrypt(keys)).doesNotHaveDuplicates();
        }
    }

    @Test
    void digest_ofEveryByteInPasswordAndSalt_isThatOfJbcrypt() {
        for (int value = 0; value < 256; value++) {
            byte[] password = new byte[1 + value % 72];
            byte[] salt = new byte[16];
            new Random(value).nextBytes(password);
            new Random(~value).nextBytes(salt);
            password[value % password.length] = (byte) value;
            salt[value % salt.length] = (byte) value;
            byte[] ended = Arrays.copyOf(password, password.length + 1);

            BcryptState state = new BcryptState(password, salt, 4, 4);
            KeySchedule.advance(state, state.left());

            byte[] expected = new BCrypt().crypt_raw(ended, salt, 4, TEXT.clone());
            assertThat(state.digest()).isEqualTo(BcryptBase64.encode(Arrays.copyOf(expected, 23)));
        }
    }

    @Test
    void advance_ofSaltsWithLooseBits_readsThemAsJbcryptDoes() {
        List<BcryptKey> keys = ALPHABET.chars()
                .mapToObj(last -> new BcryptKey("x", new BcryptSalt(4, "abcdefghijklmnopqrstu" + (char) last)))
                .toList();
        List<String> digests = Digests.joining(engine.bench(), engine.width(), keys);
        assertThat(digests).isEqualTo(Digests.byJbcrypt(keys));
        assertThat(digests.stream().distinct()).hasSize(4);
    }

    @Test
    void begin_ofWhatIsNoSalt_isRefusedAndLeavesTheOthersAlone() {
        List<BcryptKey> good = randomKeys(new Random(1), 2, 4, 4);
        BcryptEngine.Bench bench = engine.bench();
        HashJob bad = new HashJob(new BcryptKey("x", new BcryptSalt(4, "!bcdefghijklmnopqrstuu")), "");
        assertThatIllegalArgumentException().isThrownBy(() -> bench.begin(bad));
        assertThat(Digests.of(bench, good)).isEqualTo(Digests.byJbcrypt(good));
    }

    @Test
    void advance_ofMoreThanThereIsRoomFor_isAnError() {
        BcryptEngine.Bench bench = engine.bench();
        assertThatIllegalStateException().isThrownBy(bench::advance);
        randomKeys(new Random(1), 5, 4, 4).forEach(key -> bench.begin(new HashJob(key, "")));
        assertThatIllegalStateException().isThrownBy(bench::advance);
    }

    @Test
    void advance_whenAJobIsDone_leavesNothingOfIt() {
        List<BcryptState> states = new ArrayList<>();
        BcryptEngine.Bench bench = recording(states);
        Digests.joining(bench, 4, randomKeys(new Random(2), 9, 4, 7));
        assertThat(states).hasSize(9).allSatisfy(InterleavedEngineTest::assertWiped);
    }

    @Test
    void clear_whileJobsAreUnderWay_leavesNothingOfThem() {
        List<BcryptState> states = new ArrayList<>();
        BcryptEngine.Bench bench = recording(states);
        List<BcryptKey> keys = randomKeys(new Random(3), 4, 8, 8);
        keys.forEach(key -> bench.begin(new HashJob(key, "")));
        assertThat(bench.advance()).isEmpty();
        bench.clear();
        assertThat(states).hasSize(4).allSatisfy(InterleavedEngineTest::assertWiped);
        assertThat(Digests.of(bench, keys)).isEqualTo(Digests.byJbcrypt(keys));
    }

    @Test
    void new_ofAPassword_wipesItsBytes() {
        byte[] password = {1, 2, 3};
        new BcryptState(password, new byte[16], 4, 4);
        assertThat(password).containsOnly(0);
    }

    @Test
    void toString_ofWhatIsComputed_tellsNothing() {
        HashJob job = new HashJob(new BcryptKey("secret", salt(new Random(4), 4)), "");
        assertThat(new BcryptEngine.Digest(job, "secret")).hasToString("Digest[***]");
    }

    private static BcryptEngine.Bench recording(List<BcryptState> states) {
        return new InterleavedBench(key -> {
            BcryptState state = new BcryptState(key);
            states.add(state);
            return state;
        });
    }

    private static void assertWiped(BcryptState state) {
        assertThat(state.tables()).containsOnly(0);
        assertThat(state.mixed(0)).containsOnly(0);
    }

    private static List<BcryptKey> randomKeys(RandomGenerator random, int count, int leastCost, int mostCost) {
        return IntStream.range(0, count)
                .mapToObj(i -> new BcryptKey(password(random), salt(random, random.nextInt(leastCost, mostCost + 1))))
                .toList();
    }

    private static BcryptSalt salt(RandomGenerator random, int cost) {
        return BcryptSalt.random(cost, random);
    }

    /** Well-formed, of at most 72 bytes: letters of one to four bytes. */
    private static String password(RandomGenerator random) {
        int letters = random.nextInt(19);
        if (random.nextBoolean()) {
            return random.ints(4L * letters, 1, 0x80)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(1, 0x80);
                        case 1 -> random.nextInt(0x80, 0x800);
                        case 2 -> random.nextInt(0x800, 0xD800);
                        default -> random.nextInt(0x10000, 0x110000);
                    });
        }
        return text.toString();
    }
}
