package io.moonlight.auth.bcrypt.interleaved;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

/** What the engine's tests do not see: rounds, bytes, and what stays in memory. */
class InterleavedBcryptTest {

    private static final int[] TEXT = {0x4f727068, 0x65616e42, 0x65686f6c, 0x64657253, 0x63727944, 0x6f756274};

    private final InterleavedBcrypt<Integer> bcrypt = new InterleavedBcrypt<>();

    @Test
    void advance_ofAStateWithMoreEffort_computesAllItsRoundsAndTheDigestOfItsCost() {
        for (int cost = 4; cost <= 6; cost++) {
            byte[] password = bytes(cost, 20);
            byte[] salt = bytes(-cost, 16);
            BcryptState state = new BcryptState(password.clone(), salt, cost, 7);
            int rounds = 0;
            while (state.left() > 0) {
                int some = Math.min(8, state.left());
                KeySchedule.advance(state, some);
                rounds += some;
            }
            assertThat(rounds).isEqualTo(1 << 7);
            assertThat(state.digest()).isEqualTo(byJbcrypt(password, salt, cost));
        }
    }

    @Test
    void digest_ofEveryByteInPasswordAndSalt_isThatOfJbcrypt() {
        for (int value = 0; value < 256; value++) {
            byte[] password = bytes(value, 1 + value % 72);
            byte[] salt = bytes(~value, 16);
            password[value % password.length] = (byte) value;
            salt[value % salt.length] = (byte) value;
            byte[] expected = byJbcrypt(password, salt, 4);

            BcryptState state = new BcryptState(password, salt, 4, 4);
            KeySchedule.advance(state, state.left());

            assertThat(state.digest()).isEqualTo(expected);
        }
    }

    @Test
    void advance_whenAComputationIsDone_wipesItsState() {
        List<BcryptState> states = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            states.add(state(i, 4 + i % 4));
        }
        Queue<BcryptState> waiting = new ArrayDeque<>(states);
        List<Integer> done = new ArrayList<>();
        for (int begun = 0; done.size() < 9; ) {
            while (!waiting.isEmpty() && begun - done.size() < InterleavedBcrypt.WIDTH) {
                bcrypt.begin(begun++, waiting.remove());
            }
            bcrypt.advance((job, digest) -> done.add(job));
        }
        assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(states).allSatisfy(InterleavedBcryptTest::assertWiped);
    }

    @Test
    void clear_whileComputationsAreUnderWay_wipesTheirStates() {
        List<BcryptState> states = List.of(state(1, 8), state(2, 8), state(3, 8), state(4, 8));
        states.forEach(state -> bcrypt.begin(0, state));
        bcrypt.advance((job, digest) -> assertThat(job).isNull());
        bcrypt.clear();
        assertThat(states).allSatisfy(InterleavedBcryptTest::assertWiped);

        byte[] expected = byJbcrypt(bytes(5, 20), bytes(-5, 16), 4);
        List<byte[]> digests = new ArrayList<>();
        bcrypt.begin(5, state(5, 4));
        bcrypt.advance((job, digest) -> digests.add(digest));
        assertThat(digests).containsExactly(expected);
    }

    @Test
    void new_ofAPassword_wipesItsBytes() {
        byte[] password = {1, 2, 3};
        new BcryptState(password, new byte[16], 4, 4);
        assertThat(password).containsOnly(0);
    }

    private static BcryptState state(int seed, int cost) {
        return new BcryptState(bytes(seed, 20), bytes(-seed, 16), cost, cost);
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] byJbcrypt(byte[] password, byte[] salt, int cost) {
        byte[] ended = Arrays.copyOf(password, password.length + 1);
        return Arrays.copyOf(new BCrypt().crypt_raw(ended, salt, cost, TEXT.clone()), 23);
    }

    private static void assertWiped(BcryptState state) {
        assertThat(state.tables()).containsOnly(0);
        assertThat(state.mixed(0)).containsOnly(0);
    }
}
