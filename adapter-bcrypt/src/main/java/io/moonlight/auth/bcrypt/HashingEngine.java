package io.moonlight.auth.bcrypt;

/** What computes the hashes. All engines compute the same ones. */
public enum HashingEngine {

    /** Our own: a lane that has several passwords to hash advances up to four of them at once. */
    INTERLEAVED {
        @Override
        BcryptEngine open() {
            return new InterleavedEngine();
        }
    },

    /** The library jBCrypt, to which our own is held: one password after the other in each lane. */
    JBCRYPT {
        @Override
        BcryptEngine open() {
            return new JbcryptEngine();
        }
    };

    abstract BcryptEngine open();
}
