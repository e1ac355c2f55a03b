package io.moonlight.auth.http.javalin;

import java.time.Duration;

/**
 * The resources of a server that clients may hold before their requests are handled.
 *
 * @param connections open connections
 * @param bodyBytes memory of bodies that are still arriving
 * @param headTimeout how long the head of a request takes to arrive, and how long a connection stays idle while connections
 *     are scarce
 */
record ServerLimits(int connections, long bodyBytes, Duration headTimeout) {

    private static final long MEMORY_PER_CONNECTION = 64 * 1024;
    private static final int MIN_CONNECTIONS = 512;
    private static final int MAX_CONNECTIONS = 16_384;
    private static final int PART_FOR_BODIES = 16;

    /** Returns the limits of a server with this much heap: a connection may hold 8 KiB of a head, twice while it is read. */
    static ServerLimits ofHeap(long bytes) {
        long connections = Math.max(MIN_CONNECTIONS, Math.min(MAX_CONNECTIONS, bytes / MEMORY_PER_CONNECTION));
        return new ServerLimits((int) connections, bytes / PART_FOR_BODIES, Duration.ofSeconds(10));
    }

    /** Returns the size of the largest body that fits into the share of one network. */
    int largestBody() {
        return (int) Math.min(Integer.MAX_VALUE, bodyBytes / Shares.NETWORKS - ArrivingBody.COST);
    }
}
