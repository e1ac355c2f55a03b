package io.moonlight.auth.http.javalin;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Knows the connections of requests whose body is read while they are handled. To Jetty such a request is still arriving; it may
 * take any time, and only a pause ends it.
 */
final class StreamedRequests extends Handler.Wrapper {

    private final Predicate<Request> streamed;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    StreamedRequests(Predicate<Request> streamed) {
        this.streamed = streamed;
    }

    /** Returns whether such a request is being handled. */
    boolean contains(Connection connection) {
        return connections.contains(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!streamed.test(request)) {
            return super.handle(request, response, callback);
        }
        Connection connection = request.getConnectionMetaData().getConnection();
        connections.add(connection);
        boolean handled = false;
        try {
            handled = super.handle(request, response, Callback.from(() -> connections.remove(connection), callback));
            return handled;
        } finally {
            if (!handled) {
                connections.remove(connection);
            }
        }
    }
}
