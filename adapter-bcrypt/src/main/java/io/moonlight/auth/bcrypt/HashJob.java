package io.moonlight.auth.bcrypt;

import java.util.concurrent.CompletableFuture;

/** A key on its way through the lanes, and the place where its digest will be. */
final class HashJob {

    private final BcryptKey key;
    private final String network;
    private final CompletableFuture<String> digest = new CompletableFuture<>();

    /** @param network takes turns with others in the queue; callers without an address share the empty one */
    HashJob(BcryptKey key, String network) {
        this.key = key;
        this.network = network;
    }

    BcryptKey key() {
        return key;
    }

    String network() {
        return network;
    }

    /** Completed by a lane, or by the lanes when they reject the job. */
    CompletableFuture<String> digest() {
        return digest;
    }
}
