package io.moonlight.auth.http;

import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is answered where no call is: 405 and OPTIONS on the paths of calls, 404 below the base path where the application
 * has no route of its own, and, on a server of our own, everything that is thrown anywhere.
 */
final class Fallbacks {

    private static final Set<HandlerType> METHODS =
            HandlerType.values().stream().filter(HandlerType::isHttpMethod).collect(Collectors.toUnmodifiableSet());

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
            route.methods().forEach(method -> allowed.add(method.name()));
        }
        methods.forEach((path, allowed) -> allowedByPath.put(path, String.join(", ", allowed)));
    }

    void addTo(JavalinState state) {
        allowedByPath.forEach((path, allowed) -> {
            Set<String> taken = Set.of(allowed.split(", "));
            state.routes.addEndpoint(new Endpoint(HandlerType.OPTIONS, path, ctx -> exchange.options(ctx, allowed)));
            METHODS.stream()
                    .filter(method -> !taken.contains(method.name()))
                    .forEach(method ->
                            state.routes.addEndpoint(new Endpoint(method, path, ctx -> notAllowed(ctx, allowed))));
        });
        String scope = ownsServer ? "*" : basePath + "/*";
        state.routes.addEndpoint(new Endpoint(HandlerType.BEFORE, scope, ctx -> refuseStrays(state, ctx)));
        if (ownsServer) {
            state.routes.exception(Exception.class, (e, ctx) -> exchange.refuse(ctx, e));
            state.routes.exception(
                    HttpResponseException.class, (e, ctx) -> exchange.refuse(ctx, new RequestRefused(e.getStatus())));
        }
    }

    /** Methods that nobody has heard of, and paths below ours that only a wider route of the application would catch. */
    private void refuseStrays(JavalinState state, Context ctx) {
        String path = ctx.path().substring(ctx.contextPath().length());
        boolean knownMethod = METHODS.contains(ctx.method());
        boolean below = path.startsWith(basePath + "/");
        if (knownMethod && (!below || allowedByPath.containsKey(path))) {
            return;
        }
        ParsedEndpoint route = state.internalRouter.findFirstHttpHandlerEntry(ctx.method(), path);
        if (route != null && (!below || route.endpoint.path.startsWith(basePath + "/"))) {
            return;
        }
        Optional<String> allowed = allowed(state, path);
        if (allowed.isPresent()) {
            notAllowed(ctx, allowed.get());
        } else {
            exchange.refuse(ctx, new RequestRefused(Statuses.NOT_FOUND));
        }
    }

    /** By the call whose path this is, its parameters filled in: each answers OPTIONS. */
    private Optional<String> allowed(JavalinState state, String path) {
        return Optional.ofNullable(state.internalRouter.findFirstHttpHandlerEntry(HandlerType.OPTIONS, path))
                .map(call -> allowedByPath.get(call.endpoint.path));
    }

    private void notAllowed(Context ctx, String allowed) {
        ctx.res().setHeader("Allow", allowed);
        exchange.refuse(ctx, new RequestRefused(TransportError.METHOD_NOT_ALLOWED));
    }
}
