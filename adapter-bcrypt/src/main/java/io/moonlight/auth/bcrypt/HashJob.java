package io.moonlight.auth.bcrypt;

import java.util.concurrent.CompletableFuture;

/**
 * A key in the queue or in a lane. Equal to itself alone, because its future is.
 *
 * @param network takes turns with others in the queue; callers without an address share the empty one
 * @param digest completed by a lane, or exceptionally when the job is rejected
 */
record HashJob(BcryptKey key, String network, CompletableFuture<String> digest) {

    HashJob(BcryptKey key, String network) {
        this(key, network, new CompletableFuture<>());
    }

    @Override
    public String toString() {
        return "HashJob[***]";
    }
}
