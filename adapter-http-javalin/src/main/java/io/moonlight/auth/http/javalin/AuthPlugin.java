package io.moonlight.auth.http.javalin;

import static java.util.Objects.requireNonNull;

import io.javalin.config.JavalinState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.plugin.Plugin;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.http.Admission;
import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.BodyRejectedException;
import io.moonlight.auth.http.HttpApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;

/**
 * The HTTP API of MoonLight Auth, for any Javalin instance: {@code
 * Javalin.create(config -> config.registerPlugin(new AuthPlugin(HttpApi.builder(auth).build())))}.
 *
 * <p>On an application with routes of its own it serves what is below its base path and leaves everything else alone: routes,
 * exception mappers, error mappers and the 404 of that application stay as they are. Routes that the application has below the
 * base path go on working. Before-handlers and request loggers of the application see the calls; after-handlers and error
 * mappers do not. A before-handler may read a body with {@link Context#body}, which keeps it for the call. If the body was
 * rejected (too large, too slow, malformed), reading it throws an exception that the plugin answers.
 *
 * <p><b>Threading.</b> Immutable once registered; starts no thread, and closes nothing.
 */
public final class AuthPlugin extends Plugin<Void> {

    private static final Pattern GUARDED = Pattern.compile("(/[^/*<>\\s]+)+");
    private static final String PRINCIPAL = "io.moonlight.auth.principal";
    private static final Set<HandlerType> METHODS =
            HandlerType.values().stream().filter(HandlerType::isHttpMethod).collect(Collectors.toUnmodifiableSet());

    private final HttpApi api;
    private final Networks networks;
    private final JettyErrors jettyErrors;
    private final ServerLimits limits;
    private final Duration bodyTimeout;
    private final List<RequestObserver> observers;
    private final boolean protectsServer;

    /** Collects the options of an {@link AuthPlugin}. Not thread-safe. */
    public static final class Builder {

        private static final Duration MAX_BODY_TIMEOUT = Duration.ofMinutes(5);

        private final HttpApi api;
        private final List<RequestObserver> observers = new ArrayList<>();
        private boolean protectsServer;
        private Duration bodyTimeout = Duration.ofSeconds(10);
        private ServerLimits limits = ServerLimits.ofHeap(Runtime.getRuntime().maxMemory());

        private Builder(HttpApi api) {
            this.api = requireNonNull(api, "api");
        }

        /** Adds an observer of every request to a server that is for this API alone. Default: none. */
        public Builder observer(RequestObserver observer) {
            observers.add(requireNonNull(observer, "observer"));
            return this;
        }

        /**
         * Sets how long the body of a request may take to arrive: more than 0, at most 5 min. Default: 10 s. With {@link
         * HttpServerDefaults}, a client that sends nothing for 10 s is cut off before.
         *
         * @throws IllegalArgumentException if it is out of this range
         */
        public Builder bodyTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_BODY_TIMEOUT) > 0) {
                throw new IllegalArgumentException("bodyTimeout must be more than 0 and at most 5 min");
            }
            this.bodyTimeout = timeout;
            return this;
        }

        /**
         * Sets whether slow clients and floods are kept from the routes of the host application, too: the connections of
         * the server are bounded, and each body is received in memory before a handler runs. A larger one than {@code
         * config.http.maxRequestSize} is rejected with 413. Always so if the API owns the server. Default: false.
         */
        public Builder protectsServer(boolean protects) {
            this.protectsServer = protects;
            return this;
        }

        /** Sets how much clients may hold. Default: what suits the heap. */
        Builder limits(ServerLimits suitable) {
            this.limits = suitable;
            return this;
        }

        /** Makes the plugin. */
        public AuthPlugin build() {
            return new AuthPlugin(this);
        }
    }

    /** Makes a plugin with the default options. */
    public AuthPlugin(HttpApi api) {
        this(new Builder(api));
    }

    private AuthPlugin(Builder options) {
        this.api = options.api;
        this.networks = new Networks(api.clientAddresses());
        this.jettyErrors = new JettyErrors(api);
        this.limits = options.limits;
        this.bodyTimeout = options.bodyTimeout;
        this.observers = List.copyOf(options.observers);
        this.protectsServer = options.protectsServer || api.ownsServer();
    }

    /** Begins with the default options. */
    public static Builder builder(HttpApi api) {
        return new Builder(api);
    }

    /**
     * Guards routes of the host application, the path itself and all below it: {@code plugin.guard(config.routes,
     * "/orders")}. Signed-in users pass, by the access token in {@code Authorization}, and {@link #principal} returns the
     * caller; all others are rejected as by the calls of the API, and no further handler sees them. It looks at every
     * method, so a browser's OPTIONS must be answered before it.
     *
     * @param path of one or more segments, without a wildcard and without a slash at its end
     * @throws IllegalArgumentException if it is not such a path, or the API itself is below it
     */
    public void guard(RoutesConfig routes, String path) {
        guard(routes, path, api::guard);
    }

    /**
     * As {@link #guard(RoutesConfig, String)}, for users with this role, as it is stored now; others are rejected with 403.
     *
     * @throws IllegalArgumentException also if no role can have this name
     */
    public void guard(RoutesConfig routes, String path, String role) {
        if (!Roles.isName(role)) {
            throw new IllegalArgumentException("no role can have this name");
        }
        guard(routes, path, request -> api.guard(request, role));
    }

    private void guard(RoutesConfig routes, String path, Function<ApiRequest, Admission> decision) {
        if (!GUARDED.matcher(path).matches() || (api.basePath() + "/").startsWith(path + "/")) {
            throw new IllegalArgumentException(
                    "the path to guard must be like /orders, and not above " + api.basePath());
        }
        Handler guard = ctx -> {
            Admission admission = decision.apply(Binding.request(ctx));
            if (admission instanceof Admission.Admitted user) {
                ctx.attribute(PRINCIPAL, user.principal());
            } else if (admission instanceof Admission.Rejected rejected) {
                Binding.send(ctx, rejected.response());
            }
        };
        routes.before(path, guard);
        routes.before(path + "/*", guard);
    }

    /**
     * Answers all requests to a path of the host application with a function from request to response, such as that of the
     * web pages.
     */
    public static void serve(RoutesConfig routes, String path, Function<ApiRequest, ApiResponse> function) {
        Handler handler = ctx -> Binding.send(ctx, function.apply(Binding.request(ctx)));
        METHODS.forEach(method -> routes.addHttpHandler(method, path, handler));
    }

    /**
     * Answers what handlers of the host application throw as the API does, in its envelope: {@link AuthException} (such as
     * 400 for {@code new EmailAddress("x")}, with the wrong field) and {@link AuthUnavailableException} (503).
     */
    public void answerErrors(RoutesConfig routes) {
        routes.exception(AuthException.class, this::answerError);
        routes.exception(AuthUnavailableException.class, this::answerError);
    }

    private void answerError(Exception failure, Context ctx) {
        Binding.send(ctx, api.error(Binding.request(ctx), failure));
    }

    /** Answers any other failure. A body that a handler reads as a form wraps its rejection. */
    private void answerFailure(Exception failure, Context ctx) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof BodyRejectedException)) {
            cause = cause.getCause();
        }
        if (cause instanceof BodyRejectedException rejected) {
            Binding.send(ctx, api.error(Binding.request(ctx), rejected.status()));
        } else {
            answerError(failure, ctx);
        }
    }

    /**
     * Returns the caller that {@link #guard} has admitted.
     *
     * @throws IllegalStateException if this route has no guard
     */
    public static Principal principal(Context ctx) {
        if (ctx.attribute(PRINCIPAL) instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("this route has no guard");
    }

    /** Adds the calls, before any wider route of the application can hide them. */
    @Override
    public void onInitialize(JavalinState state) {
        for (String path : api.paths()) {
            METHODS.forEach(method -> state.routes.addEndpoint(new Endpoint(method, path, this::answer)));
        }
        String scope = api.ownsServer() ? "*" : api.basePath() + "/*";
        state.routes.addEndpoint(new Endpoint(HandlerType.BEFORE, scope, ctx -> answerStrays(state, ctx)));
        state.routes.exception(BodyRejectedException.class, this::answerFailure);
        state.events.serverStopping(api::drain);
        if (api.ownsServer()) {
            state.routes.exception(Exception.class, this::answerFailure);
            state.routes.exception(
                    HttpResponseException.class,
                    (e, ctx) -> Binding.send(ctx, api.error(Binding.request(ctx), e.getStatus())));
            state.jetty.modifyServer(this::own);
            state.jetty.modifyServletContextHandler(context -> context.setErrorHandler(jettyErrors));
        }
        if (protectsServer) {
            state.jetty.modifyServer(server -> protect(server, new StreamedRequests(bodyLimits(state)::isStreamed)));
        }
        // Or a token in another case is read as the last one of the connection.
        state.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
        // Last, and so before all other handlers: what follows may be done by another thread.
        state.jetty.modifyServer(server -> server.insertHandler(
                new BodyReceiver(bodyLimits(state), networks, new Shares(limits.bodyBytes()), bodyTimeout)));
    }

    private void answer(Context ctx) {
        Binding.send(ctx, api.handle(Binding.request(ctx)));
    }

    /** Answers unknown methods, and paths below the base path that only a wider route of the application would serve. */
    private void answerStrays(JavalinState state, Context ctx) {
        String path = Binding.path(ctx);
        boolean below = path.startsWith(api.basePath() + "/");
        // Javalin takes the method from X-HTTP-Method-Override, also names of its own handlers such as BEFORE.
        if (!METHODS.contains(ctx.method())
                || !ctx.method().name().equals(ctx.req().getMethod())) {
            answer(ctx);
        } else if (below && (path.endsWith("/") || !api.serves(path))) {
            ParsedEndpoint route = state.internalRouter.findFirstHttpHandlerEntry(ctx.method(), path);
            if (route == null || !route.endpoint.path.startsWith(api.basePath() + "/")) {
                answer(ctx);
            }
        }
    }

    /** The bodies of other requests than calls are received only on a server that is protected. */
    private BodyLimits bodyLimits(JavalinState state) {
        int others = protectsServer ? (int) Math.min(state.http.maxRequestSize, limits.largestBody()) : 0;
        return new BodyLimits(api, state.router.contextPath, others);
    }

    private void protect(Server server, StreamedRequests streamed) {
        server.addBean(new ConnectionLimits(server, networks, limits, streamed, jettyErrors::overloaded));
        server.insertHandler(streamed);
        server.insertHandler(new YieldBeforeRequest());
        if (VirtualThreads.getVirtualThreadsExecutor(server.getThreadPool()) == null) {
            server.insertHandler(new ThreadShares(networks));
        }
    }

    private void own(Server server) {
        server.setErrorHandler(jettyErrors);
        server.insertHandler(new RequestIdHandler(api));
        if (!observers.isEmpty()) {
            server.setRequestLog(new AnswerLog(observers));
        }
    }
}
