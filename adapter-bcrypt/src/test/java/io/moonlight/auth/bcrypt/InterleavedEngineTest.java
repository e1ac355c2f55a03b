package io.moonlight.auth.bcrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.moonlight.auth.testkit.Seeded;
import java.util.ArrayList;
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

/** Compares the interleaved engine with jBCrypt, which shares no code with it. */
class InterleavedEngineTest {

    private static final String ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final BcryptEngine engine = new InterleavedEngine();

    /** Computes for a minute on a quiet machine. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void advance_ofTwentyThousandRandomKeysInEveryCompany_makesTheDigestsOfJbcrypt() {
        Seeded.times(2_000, random -> {
            List<BcryptKey> keys = randomKeys(random, 10, 4, 4);
            List<String> digests = new ArrayList<>();
            // One, two, three and four at once, in any order, on one bench.
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
    void advance_ofSaltsWithLooseBits_readsThemAsJbcryptDoes() {
        List<BcryptKey> keys = ALPHABET.chars()
                .mapToObj(last -> new BcryptKey("x", new BcryptSalt(4, "abcdefghijklmnopqrstu" + (char) last)))
                .toList();
        List<String> digests = Digests.joining(engine.bench(), engine.width(), keys);
        assertThat(digests).isEqualTo(Digests.byJbcrypt(keys));
        assertThat(digests.stream().distinct()).hasSize(4);
    }

    @Test
    void begin_ofAMalformedSalt_isRejectedAndDisturbsNoOther() {
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
    void toString_ofADigestOrAJob_isMasked() {
        HashJob job = new HashJob(new BcryptKey("secret", salt(new Random(4), 4)), "");
        assertThat(job).hasToString("HashJob[***]");
        assertThat(new BcryptEngine.Digest(job, "secret")).hasToString("Digest[***]");
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
