package io.moonlight.auth.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The APIs of all tests of a suite on one server, which starts once: a header of each request names the API.
 *
 * @param <T> what the server needs to serve an API
 */
public final class SharedServer<T> {

    /** The header that names the API. */
    public static final String HEADER = "X-Served-Api";

    private final Function<HttpApi, T> bind;
    private final Map<String, T> bound = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();

    public SharedServer(Function<HttpApi, T> bind) {
        this.bind = bind;
    }

    /** Serves the APIs of all tests that follow on the server at this port. */
    public void start(int port) {
        Wire wire = new Wire(port);
        Api.servedBy(
                api -> {
                    String name = Integer.toString(names.incrementAndGet());
                    bound.put(name, bind.apply(api));
                    return new WireApi(wire, () -> bound.remove(name), HEADER, name);
                },
                wire::close);
    }

    /** What serves the API with this name. */
    public T find(String name) {
        return bound.get(name);
    }
}
