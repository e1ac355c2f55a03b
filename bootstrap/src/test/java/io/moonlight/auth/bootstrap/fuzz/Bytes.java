package io.moonlight.auth.bootstrap.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.testkit.Seeded;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What happens to bytes on their way. */
final class Bytes {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int LARGE = 60_000;

    private Bytes() {}

    /** A flaw that can befall a body. */
    static byte[] bent(byte[] body, RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 1 -> joined(body, random(random, 1 + random.nextInt(20)));
            case 2 -> joined(MARK, body);
            case 3 -> new String(body, UTF_8).getBytes(UTF_16LE);
            case 4 -> new String(body, UTF_8).getBytes(Charset.forName("UTF-32BE"));
            case 5 -> new String(body, UTF_8).getBytes(ISO_8859_1);
            case 6 -> random(random, random.nextInt(2_000));
            case 7 -> joined(body, " ".repeat(random.nextInt(20_000)).getBytes(UTF_8));
            case 8 -> joined(body, body);
            case 9 -> new byte[0];
            case 10 -> random.nextInt(4) == 0 ? random(random, LARGE) : inserted(body, brokenUtf8(random), random);
            default -> flipped(body, random);
        };
    }

    /** Some bits turned over. */
    static byte[] flipped(byte[] bytes, RandomGenerator random) {
        byte[] flipped = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && flipped.length > 0; i--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Overlong, surrogate, beyond Unicode, cut: RFC 3629 allows none of them. */
    private static byte[] brokenUtf8(RandomGenerator random) {
        return Seeded.oneOf(
                random,
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xE4, (byte) 0xBD},
                new byte[] {(byte) 0xFF},
                new byte[] {0});
    }

    static byte[] inserted(byte[] bytes, byte[] more, RandomGenerator random) {
        int at = random.nextInt(bytes.length + 1);
        return joined(joined(Arrays.copyOf(bytes, at), more), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    static byte[] random(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
