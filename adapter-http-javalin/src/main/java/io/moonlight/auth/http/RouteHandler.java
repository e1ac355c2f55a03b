package io.moonlight.auth.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/** Serves one route. */
final class RouteHandler<T> implements Handler {

    private static final JsonBody NO_BODY = new JsonBody(Map.of());

    private final Route<T> route;
    private final Exchange exchange;
    private final BodyReader bodies;
    private final StrictJson json;

    RouteHandler(Route<T> route, Exchange exchange, BodyReader bodies, StrictJson json) {
        this.route = route;
        this.exchange = exchange;
        this.bodies = bodies;
        this.json = json;
    }

    @Override
    public void handle(Context ctx) {
        exchange.answer(
                ctx,
                route.body().fields(),
                caller -> route.call().apply(route.body().read(body(ctx.req())), caller));
    }

    private JsonBody body(HttpServletRequest request) {
        return route.takesBody() ? json.read(bodies.read(request)) : NO_BODY;
    }
}
