package io.moonlight.auth.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The APIs of many tests on one server, which starts once: a header of each request names the API. */
public final class SharedServer {

    /** The header that names the API. */
    public static final String HEADER = "X-Served-Api";

    private final Map<String, HttpApi> apis = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();

    /** The API that a request is for. */
    public HttpApi find(String name) {
        return apis.get(name);
    }

    /** Serves another API on the server at this port. */
    public Api serve(HttpApi api, int port) {
        String name = Integer.toString(names.incrementAndGet());
        apis.put(name, api);
        return new WireApi(port, () -> apis.remove(name), HEADER, name);
    }
}
