package io.moonlight.auth.bcrypt;

/** An implementation of bcrypt. All engines compute the same hashes. */
public enum HashingEngine {

    /** The default: each lane advances up to four hashes at once. */
    INTERLEAVED {
        @Override
        BcryptEngine open() {
            return new InterleavedEngine();
        }
    },

    /** The library jBCrypt: each lane computes one hash after the other. */
    JBCRYPT {
        @Override
        BcryptEngine open() {
            return new JbcryptEngine();
        }
    };

    abstract BcryptEngine open();
}
