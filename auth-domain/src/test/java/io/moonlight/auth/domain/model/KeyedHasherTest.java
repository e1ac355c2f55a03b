package io.moonlight.auth.domain.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedHasherTest {

    private static final int CALLERS = 24;

    private final KeyedHasher hasher = Samples.hasher();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31})
    void new_ofAShortKey_isAnError(int bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyedHasher(new byte[bytes]));
    }

    @Test
    void new_ofAKeyThatIsChangedAfterwards_keepsTheOldOne() {
        byte[] key = new byte[32];
        KeyedHasher kept = new KeyedHasher(key);
        KeyedHash before = kept.hash("label", "part");
        key[0] = 1;
        assertThat(kept.hash("label", "part")).isEqualTo(before);
        assertThat(new KeyedHasher(key).hash("label", "part")).isNotEqualTo(before);
    }

    @Test
    void hash_isTheHmacOfTheLengthPrefixedParts() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        mac.update(new byte[] {0, 0, 0, 1, 'l', 0, 0, 0, 3, (byte) 0xe4, (byte) 0xb8, (byte) 0xad, 0, 0, 0, 0});
        String expected = HexFormat.of().formatHex(mac.doFinal());
        assertThat(new KeyedHasher(new byte[32]).hash("l", "中", "")).isEqualTo(new KeyedHash(expected));
    }

    @Test
    void hash_ofPartsThatReadTheSameWhenJoined_differs() {
        Set<KeyedHash> hashes = Set.of(
                hasher.hash("ab", "c"),
                hasher.hash("a", "bc"),
                hasher.hash("abc"),
                hasher.hash("abc", ""),
                hasher.hash("", "abc"),
                hasher.hash("a", "b", "c"),
                hasher.hash("a", "\0\0\0\1b", "c"));
        assertThat(hashes).hasSize(7);
    }

    @Test
    void hash_withAnotherKey_differs() {
        assertThat(new KeyedHasher(new byte[32]).hash("label", "x")).isNotEqualTo(hasher.hash("label", "x"));
    }

    @Test
    void hash_ofHalfAPair_countsAsAQuestionMark() {
        assertThat(hasher.hash("label", "\ud800")).isEqualTo(hasher.hash("label", "?"));
    }

    @Test
    void bits_areTheFirstOfTheHash() {
        Seeded.times(100, random -> {
            String part = Seeded.text(random, 20);
            long first = ByteBuffer.wrap(
                            HexFormat.of().parseHex(hasher.hash("l", part).value()))
                    .getLong();
            assertThat(hasher.bits("l", part)).isEqualTo(first);
        });
    }

    @Test
    void hash_byManyConcurrentCallers_isTheSame() throws Exception {
        KeyedHash expected = hasher.hash("label", "part");
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            Callable<KeyedHash> caller = () -> {
                start.await();
                return hasher.hash("label", "part");
            };
            for (Future<KeyedHash> hash : threads.invokeAll(Collections.nCopies(CALLERS, caller))) {
                assertThat(hash.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "g000000000000000000000000000000000000000000000000000000000000000"})
    void newKeyedHash_ofAnythingElse_isAnError(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyedHash(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyedHash("A".repeat(64)));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyedHash("a".repeat(64) + "\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyedHash("a".repeat(65)));
        assertThatNullPointerException().isThrownBy(() -> new KeyedHash(null));
    }

    @Test
    void toString_showsNoKey() {
        String key = "0123456789abcdef0123456789abcdef";
        assertThat(new KeyedHasher(key.getBytes(UTF_8))).hasToString("KeyedHasher[***]");
    }
}
