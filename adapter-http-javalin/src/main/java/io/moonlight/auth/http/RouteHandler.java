package io.moonlight.auth.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.moonlight.auth.http.Incoming.Place;
import io.moonlight.auth.http.RawFields.Raw;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Serves one route. */
final class RouteHandler<T> implements Handler {

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
        ctx.req().setAttribute(AnswerLog.ROUTE, route.path());
        if (!PlainMethods.isPlain(ctx)) {
            exchange.refuse(ctx, new RequestRefused(Statuses.BAD_REQUEST));
            return;
        }
        exchange.answer(ctx, route, caller -> {
            Bearer bearer = Exchange.bearer(ctx.req());
            Function<T, Reply> call = route.entry().open(bearer, caller);
            return call.apply(route.input().read(incoming(ctx, bearer)));
        });
    }

    private Incoming incoming(Context ctx, Bearer bearer) {
        InputShape<T> input = route.input();
        RawFields path = input.looksAt(Place.PATH) ? path(ctx) : RawFields.NONE;
        RawFields query = input.looksAt(Place.QUERY)
                ? QueryString.read(
                        Optional.ofNullable(ctx.req().getQueryString()).orElse(""))
                : RawFields.NONE;
        return new Incoming(path, query, () -> json.read(bodies.read(ctx)), bearer.sent());
    }

    private static RawFields path(Context ctx) {
        Map<String, Raw> fields = new HashMap<>();
        ctx.pathParamMap().forEach((name, text) -> fields.put(name, Raw.text(text)));
        return new RawFields(fields);
    }
}
