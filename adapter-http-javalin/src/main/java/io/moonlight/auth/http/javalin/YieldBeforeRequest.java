package io.moonlight.auth.http.javalin;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;

/**
 * Yields the virtual thread before each pipelined request. A virtual thread keeps its carrier until it blocks, so that a
 * connection on which the next request is always there would delay all others.
 */
final class YieldBeforeRequest extends Handler.Wrapper {

    @Override
    @SuppressWarnings(
            "ThreadPriorityCheck") // on a virtual thread it is no hint: the thread goes to the end of the queue
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (VirtualThreads.isVirtualThread()) {
            Thread.yield();
        }
        return super.handle(request, response, callback);
    }
}
