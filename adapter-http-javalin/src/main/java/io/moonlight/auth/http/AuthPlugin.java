package io.moonlight.auth.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.plugin.Plugin;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.moonlight.auth.application.Administration;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.Principal;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;

/**
 * The HTTP API of MoonLight Auth, for any Javalin instance: {@code
 * Javalin.create(config -> config.registerPlugin(AuthPlugin.builder(auth).build()))}.
 *
 * <p>On an application with routes of its own it serves what lies below its base path and leaves everything else alone:
 * routes, exception mappers, error mappers and the 404 of that application stay as they are. Routes that
 * the application has below the base path go on working. Before-handlers and request loggers of the
 * application see the calls; after-handlers and error mappers do not. A before-handler may read a body with {@link
 * Context#body}, which keeps it for the call.
 *
 * <p><b>Threading.</b> Immutable once registered; starts no thread, and closes nothing.
 */
public final class AuthPlugin extends Plugin<Void> {

    private static final Pattern GUARDED = Pattern.compile("(/[^/*<>\\s]+)+");
    private static final String PRINCIPAL = "io.moonlight.auth.principal";

    private final boolean ownsServer;
    private final String basePath;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final List<Route<?>> routes = new ArrayList<>();
    private final RequestIds requestIds;
    private final JettyErrors jettyErrors;
    private final Exchange exchange;
    private final BodyReader bodies = new BodyReader();
    private final ClientAddresses addresses;
    private final ServerLimits limits;
    private final Duration bodyTimeout;
    private final List<RequestObserver> observers;
    private final Guard<Principal> userGuard;
    private final StrictJson json = new StrictJson();
    private ObjectNode openApi = JsonNodeFactory.instance.objectNode();

    AuthPlugin(AuthPluginBuilder options) {
        this.ownsServer = options.ownsServer();
        this.basePath = options.basePath();
        this.observers = options.observers();
        this.requestIds = new RequestIds(options.random());
        this.addresses = new ClientAddresses(options.trustedProxies());
        this.limits = options.limits();
        this.bodyTimeout = options.bodyTimeout();
        Messages messages = new Messages();
        Errors errors = new Errors(messages);
        JsonWriter writer = new JsonWriter();
        Languages languages = new Languages(options.defaultLanguage());
        Cors cors = options.cors();
        this.jettyErrors = new JettyErrors(requestIds, languages, cors, errors, writer);
        this.exchange = new Exchange(
                requestIds, addresses, languages, cors, errors, new Responder(writer, messages), stopping::get);
        Auth auth = options.auth();
        this.userGuard = new UserGuard(auth.authenticate());
        routes.addAll(new AuthRoutes(auth, userGuard, basePath).all());
        routes.addAll(new AccountRoutes(auth.account(), userGuard, basePath).all());
        Administration administration = auth.administration();
        AdminGuard admin = new AdminGuard(options.adminKey(), administration);
        boolean administered = options.adminKey().isPresent();
        routes.addAll(new AdminRoutes(admin, administered, administration.hasAuditTrail(), basePath).all());
        if (ownsServer) {
            routes.addAll(new SystemRoutes(options, stopping, errors, () -> openApi).all());
            if (options.openApi()) {
                openApi = OpenApiDocument.write(options.name(), routes, messages, errors, writer);
            }
        }
        routes.removeIf(route -> !route.isServed());
    }

    /** Begins with the default options. */
    public static AuthPluginBuilder builder(Auth auth) {
        return new AuthPluginBuilder(auth);
    }

    /**
     * Guards routes of the host application, the path itself and all below it: {@code plugin.guard(config.routes,
     * "/orders")}. Signed-in users pass, by the access token in {@code Authorization}, and {@link #principal} returns who
     * calls; all others are rejected as by the calls of the API, and no further handler sees them. It looks at every
     * method, so a browser's OPTIONS must be answered before it.
     *
     * @param path of one or more segments, without a wildcard and without a slash at its end
     * @throws IllegalArgumentException if it is not such a path, or the API itself lies below it
     */
    public void guard(RoutesConfig routes, String path) {
        if (!GUARDED.matcher(path).matches() || (basePath + "/").startsWith(path + "/")) {
            throw new IllegalArgumentException("the path to guard must be like /orders, and not above " + basePath);
        }
        Handler guard = ctx -> exchange.guard(ctx, userGuard, principal -> ctx.attribute(PRINCIPAL, principal));
        routes.before(path, guard);
        routes.before(path + "/*", guard);
    }

    /**
     * Answers what handlers of the host application throw as the API does, in its envelope: {@link AuthException} (such as
     * 400 for {@code new EmailAddress("x")}, with the wrong field) and {@link AuthUnavailableException} (503).
     */
    public void answerErrors(RoutesConfig routes) {
        routes.exception(AuthException.class, (e, ctx) -> exchange.refuse(ctx, e));
        routes.exception(AuthUnavailableException.class, (e, ctx) -> exchange.refuse(ctx, e));
    }

    /**
     * Returns the caller that {@link #guard} has let pass.
     *
     * @throws IllegalStateException if no guard stands before this route
     */
    public static Principal principal(Context ctx) {
        if (ctx.attribute(PRINCIPAL) instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("no guard stands before this route");
    }

    /**
     * From now on {@code GET /health/ready} says no, and each answer closes its connection, so that the next request goes
     * elsewhere; all calls are still served. Happens by itself when the server begins to stop.
     */
    public void drain() {
        stopping.set(true);
    }

    /** Adds the calls, before any wider route of the application can hide them. */
    @Override
    public void onInitialize(JavalinState state) {
        for (Route<?> route : routes) {
            serve(state, route);
        }
        new Fallbacks(routes, exchange, basePath, ownsServer).addTo(state);
        state.events.serverStopping(this::drain);
        if (ownsServer) {
            state.jetty.modifyServer(this::own);
            state.jetty.modifyServletContextHandler(context -> context.setErrorHandler(jettyErrors));
        }
        // Last, and so before all other handlers: what follows may be done by another thread.
        state.jetty.modifyServer(server -> server.insertHandler(new BodyReceiver(
                ownsServer ? request -> true : calls(state), addresses, new Shares(limits.bodyBytes()), bodyTimeout)));
    }

    private <T> void serve(JavalinState state, Route<T> route) {
        RouteHandler<T> handler = new RouteHandler<>(route, exchange, bodies, json);
        route.methods().forEach(method -> state.routes.addEndpoint(new Endpoint(method, route.path(), handler)));
    }

    /** Whether a request is for a call of this API, on a server that serves more: the bodies of all others are not ours. */
    private static Predicate<Request> calls(JavalinState state) {
        String context = state.router.contextPath.replaceFirst("/+$", "");
        String prefix = context.isEmpty() || context.startsWith("/") ? context : "/" + context;
        return request -> {
            String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
            ParsedEndpoint endpoint = path.startsWith(prefix)
                    ? state.internalRouter.findFirstHttpHandlerEntry(
                            HandlerType.findOrDefault(request.getMethod()), path.substring(prefix.length()))
                    : null;
            return endpoint != null && endpoint.endpoint.handler instanceof RouteHandler;
        };
    }

    private void own(Server server) {
        server.addBean(new ConnectionLimits(server, addresses, limits, jettyErrors::overloaded));
        server.setErrorHandler(jettyErrors);
        server.insertHandler(new RequestIdHandler(requestIds));
        server.insertHandler(new PlainMethods());
        server.insertHandler(new YieldBeforeRequest());
        if (VirtualThreads.getVirtualThreadsExecutor(server.getThreadPool()) == null) {
            server.insertHandler(new ThreadShares(addresses));
        }
        if (!observers.isEmpty()) {
            server.setRequestLog(new AnswerLog(observers));
        }
    }
}
