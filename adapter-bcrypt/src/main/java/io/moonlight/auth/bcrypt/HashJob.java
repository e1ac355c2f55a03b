package io.moonlight.auth.bcrypt;

import java.util.concurrent.CompletableFuture;

/** A key on its way through the lanes, and the place where its digest will be. */
final class HashJob {

    private final BcryptKey key;
    private final CompletableFuture<String> digest = new CompletableFuture<>();

    HashJob(BcryptKey key) {
        this.key = key;
    }

    BcryptKey key() {
        return key;
    }

    /** Completed by a lane, or by the lanes when they close. */
    CompletableFuture<String> digest() {
        return digest;
    }
}
