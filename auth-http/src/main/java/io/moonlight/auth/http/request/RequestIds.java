package io.moonlight.auth.http.request;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Names of requests: the client's own if it is 1 to 64 characters of {@code [A-Za-z0-9_-]}, else a new one that no other
 * request has. Safe for any number of threads.
 */
public final class RequestIds {

    private static final int MAX_LENGTH = 64;
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private final long instance;
    private final AtomicLong next;

    /** @param random asked twice, here, so that the names of two servers differ */
    public RequestIds(RandomGenerator random) {
        instance = random.nextLong();
        next = new AtomicLong(random.nextLong());
    }

    /** Returns the name of a request: what its client sent, if that is valid, or a new one. */
    public String choose(String header) {
        return isName(header) ? header : fresh();
    }

    private String fresh() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(instance) + hex.toHexDigits(mixed(next.getAndAdd(STEP)));
    }

    /** SplitMix64's last step: a bijection, so that no name comes twice, and none shows how many came before it. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
