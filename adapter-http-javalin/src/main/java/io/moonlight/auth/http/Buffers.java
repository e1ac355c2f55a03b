package io.moonlight.auth.http;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/** What Jackson reads and writes with. By default each thread has its own, and so each request that has its own thread. */
final class Buffers {

    static final RecyclerPool<BufferRecycler> POOL = JsonRecyclerPools.newConcurrentDequePool();

    private Buffers() {}
}
