package io.moonlight.auth.bcrypt;

import java.util.List;

/** Computes bcrypt. Safe for any number of threads, each of which computes on a {@link Bench} of its own. */
interface BcryptEngine {

    /** Returns how many jobs a bench holds; at least one. */
    int width();

    /** Returns a new bench for one thread. */
    Bench bench();

    /** The jobs that one thread advances together, at most as many as the width of the engine. For one thread. */
    interface Bench {

        /** Begins a job, in addition to those that are under way. */
        void begin(HashJob job);

        /** Advances all jobs, at least one, by a step; returns those that are done now and removes them from the bench. */
        List<Digest> advance();

        /** Discards every job. */
        void clear();
    }

    /** The result of a job: 23 bytes, as 31 characters. */
    record Digest(HashJob job, String text) {

        /** Completes the job. */
        void deliver() {
            job.digest().complete(text);
        }

        @Override
        public String toString() {
            return "Digest[***]";
        }
    }
}
