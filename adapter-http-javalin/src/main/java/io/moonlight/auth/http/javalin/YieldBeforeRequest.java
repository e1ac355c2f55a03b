package io.moonlight.auth.http.javalin;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;

/**
 * Lets whoever waits go first, before each request. A virtual thread keeps its processor until it waits for something, and a
 * connection with the next request always there is served on by the same one: others get their turn later than they would.
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
