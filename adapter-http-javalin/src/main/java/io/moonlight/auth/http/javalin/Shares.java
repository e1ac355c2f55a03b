package io.moonlight.auth.http.javalin;

import java.util.HashMap;
import java.util.Map;

/**
 * A bounded supply that networks take from. One network holds at most a quarter of it, so that some is left for the others.
 * Safe for any number of threads.
 */
final class Shares {

    static final int NETWORKS = 4;

    private final long supply;
    private final Map<String, Long> heldByNetwork = new HashMap<>();
    private long held;

    Shares(long supply) {
        this.supply = supply;
    }

    /** Takes this amount for a network; returns false, and takes nothing, if its share or the supply is exceeded. */
    synchronized boolean take(String network, long amount) {
        boolean fits = heldByNetwork.getOrDefault(network, 0L) + amount <= supply / NETWORKS;
        return fits && takeAny(network, amount);
    }

    /** Takes this amount, however much the network holds; returns false, and takes nothing, if the supply is exceeded. */
    synchronized boolean takeAny(String network, long amount) {
        if (held + amount > supply) {
            return false;
        }
        held += amount;
        heldByNetwork.merge(network, amount, Long::sum);
        return true;
    }

    /** Returns an amount that was taken. */
    synchronized void give(String network, long amount) {
        held -= amount;
        heldByNetwork.computeIfPresent(network, (name, mine) -> mine == amount ? null : mine - amount);
    }

    synchronized long held() {
        return held;
    }

    /** Returns whether more than three quarters of the supply are taken. */
    synchronized boolean isScarce() {
        return held > supply - supply / NETWORKS;
    }
}
