package io.moonlight.auth.domain.model;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Creates random UUIDs (RFC 9562, version 4) with the caller's generator. As safe for several threads as the generator. */
public final class RandomUuid {

    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_IETF = 0x8000_0000_0000_0000L;

    private RandomUuid() {}

    /** Returns a new UUID made of 122 random bits. */
    public static UUID next(RandomGenerator random) {
        long high = (random.nextLong() & ~0xF000L) | VERSION_4;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT_IETF;
        return new UUID(high, low);
    }
}
