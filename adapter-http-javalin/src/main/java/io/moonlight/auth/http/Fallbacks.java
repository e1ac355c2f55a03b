package io.moonlight.auth.http;

import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is answered where no call is: 405 and OPTIONS on the paths of calls, 404 below the base path, and, on a server of
 * our own, everywhere and for everything that is thrown.
 */
final class Fallbacks {

    private static final List<HandlerType> METHODS =
            HandlerType.values().stream().filter(HandlerType::isHttpMethod).toList();

    private final Exchange exchange;
    private final String basePath;
    private final boolean ownsServer;
    private final Map<String, String> allowedByPath = new LinkedHashMap<>();

    Fallbacks(List<Route<?>> routes, Exchange exchange, String basePath, boolean ownsServer) {
        this.exchange = exchange;
        this.basePath = basePath;
        this.ownsServer = ownsServer;
        Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
        for (Route<?> route : routes) {
            TreeSet<String> allowed = methods.computeIfAbsent(route.path(), path -> new TreeSet<>());
            allowed.add(HandlerType.OPTIONS.name());
            allowed.add(route.method().name());
            if (route.method().equals(HandlerType.GET)) {
                allowed.add(HandlerType.HEAD.name());
            }
        }
        methods.forEach((path, allowed) -> allowedByPath.put(path, String.join(", ", allowed)));
    }

    void addTo(JavalinState state) {
        allowedByPath.forEach((path, allowed) -> {
            add(state, HandlerType.OPTIONS, path, ctx -> exchange.options(ctx, allowed));
            METHODS.forEach(method -> add(state, method, path, ctx -> notAllowed(ctx, allowed)));
        });
        for (String rest : List.of(basePath, basePath + "/<rest>")) {
            METHODS.forEach(method -> add(state, method, rest, this::notFound));
        }
        String scope = ownsServer ? "*" : basePath + "/*";
        state.routes.addEndpoint(new Endpoint(HandlerType.BEFORE, scope, ctx -> strangeMethod(state, ctx)));
        if (ownsServer) {
            METHODS.forEach(method -> add(state, method, "/<rest>", this::notFound));
            METHODS.forEach(method -> add(state, method, "/", this::notFound));
            state.routes.exception(Exception.class, (e, ctx) -> refuse(ctx, e));
            state.routes.exception(
                    HttpResponseException.class, (e, ctx) -> refuse(ctx, new RequestRefused(e.getStatus())));
        }
    }

    /** What the application serves itself stays its own. */
    private static void add(JavalinState state, HandlerType method, String path, Handler handler) {
        boolean taken = state.internalRouter.allHttpHandlers().stream()
                .anyMatch(entry -> entry.endpoint.method.equals(method) && entry.endpoint.path.equals(path));
        if (!taken) {
            state.routes.addEndpoint(new Endpoint(method, path, handler));
        }
    }

    /** Methods that nobody has heard of have no routes at all. */
    private void strangeMethod(JavalinState state, Context ctx) {
        if (METHODS.contains(ctx.method())) {
            return;
        }
        String path = ctx.path().substring(ctx.contextPath().length());
        if (state.internalRouter.findFirstHttpHandlerEntry(ctx.method(), path) != null) {
            return;
        }
        String allowed = allowedByPath.get(path);
        if (allowed == null) {
            notFound(ctx);
        } else {
            notAllowed(ctx, allowed);
        }
    }

    private void notFound(Context ctx) {
        refuse(ctx, new RequestRefused(Statuses.NOT_FOUND));
    }

    private void notAllowed(Context ctx, String allowed) {
        ctx.res().setHeader("Allow", allowed);
        refuse(ctx, new RequestRefused(TransportError.METHOD_NOT_ALLOWED));
    }

    private void refuse(Context ctx, Exception why) {
        exchange.refuse(ctx, why);
    }
}
