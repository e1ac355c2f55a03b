package io.moonlight.auth.bcrypt;

import java.util.List;

/** Computes bcrypt. Safe for any number of threads, each of which computes on a {@link Bench} of its own. */
interface BcryptEngine {

    /** How many computations a bench holds; at least one. */
    int width();

    /** A new bench for one thread. */
    Bench bench();

    /** The computations that one thread advances together, at most as many as the engine is wide. For one thread. */
    interface Bench {

        /** Takes a job on, beside those that are under way. */
        void begin(HashJob job);

        /** Goes on with all jobs, at least one, for a while; returns those that are now done, which have left the bench. */
        List<Digest> advance();

        /** Forgets every job. */
        void clear();
    }

    /** What came out of a job: 23 bytes, as 31 characters. */
    record Digest(HashJob job, String text) {

        /** Lets the caller have it. */
        void deliver() {
            job.digest().complete(text);
        }

        @Override
        public String toString() {
            return "Digest[***]";
        }
    }
}
