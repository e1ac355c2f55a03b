package io.moonlight.auth.bcrypt;

import java.util.List;

/**
 * Computes bcrypt. Safe for any number of threads. Takes up to {@link #width} keys at once, so that an engine that
 * interleaves several computations in one thread can stand in for one that does not.
 */
interface BcryptEngine {

    /** How many keys of one cost {@link #digests} takes at once; at least one. */
    int width();

    /** The digests of the keys, in their order; all have the same cost. */
    List<String> digests(List<BcryptKey> keys);
}
