package io.moonlight.auth.http.javalin;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Lets one network use at most half of the threads; its further requests wait without a thread. A client that does not read
 * its answers blocks a platform thread.
 */
final class ThreadShares extends ThreadLimitHandler {

    private final Networks networks;

    ThreadShares(Networks networks) {
        this.networks = networks;
    }

    @Override
    protected void doStart() throws Exception {
        if (getServer().getThreadPool() instanceof ThreadPool.SizedThreadPool threads) {
            setThreadLimit(Math.max(1, threads.getMaxThreads() / 2));
        }
        super.doStart();
    }

    @Override
    protected String getRemoteIP(Request request) {
        return networks.of(request);
    }
}
