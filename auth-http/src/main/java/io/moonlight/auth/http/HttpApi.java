package io.moonlight.auth.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.application.Administration;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.openapi.OpenApiFile;
import io.moonlight.auth.http.request.Bearer;
import io.moonlight.auth.http.request.CookieMode;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Fields;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.request.Languages;
import io.moonlight.auth.http.request.QueryString;
import io.moonlight.auth.http.request.Raw;
import io.moonlight.auth.http.request.RefreshCookie;
import io.moonlight.auth.http.request.RequestIds;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Cors;
import io.moonlight.auth.http.response.Errors;
import io.moonlight.auth.http.response.JsonWriter;
import io.moonlight.auth.http.response.Messages;
import io.moonlight.auth.http.response.Statuses;
import io.moonlight.auth.http.route.AccountRoutes;
import io.moonlight.auth.http.route.AdminGuard;
import io.moonlight.auth.http.route.AdminRoutes;
import io.moonlight.auth.http.route.AuthRoutes;
import io.moonlight.auth.http.route.Guard;
import io.moonlight.auth.http.route.MovingRoutes;
import io.moonlight.auth.http.route.Route;
import io.moonlight.auth.http.route.RouteTable;
import io.moonlight.auth.http.route.SystemRoutes;
import io.moonlight.auth.http.route.UserGuard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The HTTP API of MoonLight Auth as a function from request to response. A binding to a server hands each request to {@link
 * #handle} and sends what it returns.
 *
 * <p><b>Threading.</b> Immutable except for {@link #drain}; safe for any number of threads. Starts no thread, except one for
 * each import under way, and closes nothing.
 *
 * <p><b>Errors.</b> Every failure becomes a response in the envelope; no method that takes a request throws.
 */
public final class HttpApi {

    /** The header that carries the name of a request, in both directions. */
    public static final String REQUEST_ID_HEADER = "X-Request-ID";

    /** The key under which log lines carry the name of their request (SLF4J's MDC). */
    public static final String REQUEST_ID_KEY = "request_id";

    private final boolean ownsServer;
    private final String basePath;
    private final List<Route<?>> routes = new ArrayList<>();
    private final RouteTable table;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final RequestIds requestIds;
    private final ClientAddresses addresses;
    private final Languages languages;
    private final Cors cors;
    private final CookieMode cookieMode;
    private final Messages messages = new Messages();
    private final Errors errors = new Errors(messages);
    private final JsonWriter writer = new JsonWriter();
    private final BodyReader bodies = new BodyReader();
    private final Guard<Principal> users;

    HttpApi(HttpApiBuilder options) {
        ownsServer = options.ownsServer;
        basePath = options.basePath;
        requestIds = new RequestIds(options.random);
        addresses = new ClientAddresses(options.trustedProxies);
        languages = new Languages(options.defaultLanguage);
        cors = options.cors();
        cookieMode = options.cookieMode(cors);
        Auth auth = options.auth;
        users = new UserGuard(auth.authenticate());
        routes.addAll(new AuthRoutes(auth, users, basePath).all());
        routes.addAll(new AccountRoutes(auth.account(), users, basePath).all());
        Administration administration = auth.administration();
        options.adminKey.map(key -> new AdminGuard(key, administration)).ifPresent(admins -> {
            routes.addAll(new AdminRoutes(admins, administration.hasAuditTrail(), basePath).all());
            routes.addAll(new MovingRoutes(auth, admins, errors, basePath).all());
        });
        if (ownsServer) {
            Optional<JsonNode> document =
                    options.openApi ? Optional.of(OpenApiFile.read(options.name, basePath)) : Optional.empty();
            routes.addAll(
                    new SystemRoutes(options.root(), options.readiness, options.jwks, document, stopping::get, errors)
                            .all());
        }
        table = new RouteTable(routes);
    }

    /** Begins with the default options. */
    public static HttpApiBuilder builder(Auth auth) {
        return new HttpApiBuilder(auth);
    }

    /** Answers a request: 404 where there is no call, 405 with {@code Allow} for another method, OPTIONS also for CORS. */
    public ApiResponse handle(ApiRequest request) {
        return named(request, call -> {
            RouteTable.Match match = table.find(request.path()).orElse(RouteTable.NONE);
            return match.route(request.method())
                    .map(route -> call.answer(route, match.parameters()))
                    .orElseGet(() -> call.withoutRoute(match.allowed()));
        });
    }

    /** Decides whether a request to a route of the host application comes from a signed-in user, by its bearer token. */
    public Admission guard(ApiRequest request) {
        return guard(request, principal -> {});
    }

    /** As {@link #guard(ApiRequest)}, for a user with this role; another user is rejected with 403. */
    public Admission guard(ApiRequest request, String role) {
        return guard(request, principal -> principal.requireRole(role));
    }

    private Admission guard(ApiRequest request, Consumer<Principal> check) {
        return named(request, call -> {
            try {
                Input input = call.input(place -> Map.of());
                Principal principal = users.admit(input.bearer(), input.client());
                check.accept(principal);
                return new Admission.Admitted(principal);
            } catch (Throwable e) { // whatever it is, the client gets the envelope
                return new Admission.Rejected(call.error(errors.of(e, List.of(), call.language)));
            }
        });
    }

    /** Answers a request whose handling failed outside of the calls, such as in a handler of the host application. */
    public ApiResponse error(ApiRequest request, Throwable failure) {
        return named(request, call -> call.error(errors.of(failure, Fields.OF_PEOPLE, call.language)));
    }

    /** Answers a request that the server rejected with this status. */
    public ApiResponse error(ApiRequest request, int status) {
        return named(request, call -> call.error(errors.ofStatus(status, call.language)));
    }

    /**
     * Makes {@code GET /health/ready} say no and each answer close its connection, while all calls are still served. It cannot be
     * undone: each server needs an API of its own.
     */
    public void drain() {
        stopping.set(true);
    }

    /** Returns whether the path, as sent, is that of a call, whatever the method. */
    public boolean serves(String path) {
        return table.find(path).isPresent();
    }

    /**
     * Returns whether the path, as sent, is that of a call that takes a body of any length as it arrives, by {@link
     * ApiRequest.Body#stream}. A server that receives bodies before it handles requests passes these on at once.
     */
    public boolean streams(String path) {
        return table.find(path).filter(RouteTable.Match::takesLines).isPresent();
    }

    /** Returns the paths of all calls, with <code>{id}</code> where a call has a parameter. */
    public List<String> paths() {
        return table.paths();
    }

    /** Returns the path below which the calls are. */
    public String basePath() {
        return basePath;
    }

    /** Returns whether the whole server is for this API. */
    public boolean ownsServer() {
        return ownsServer;
    }

    /** Returns the name of a request whose {@value #REQUEST_ID_HEADER} is this: the same, or a new one if it is not valid. */
    public String requestId(String sent) {
        return requestIds.choose(sent);
    }

    /** Returns the language of the answer to a request: the one that {@code Accept-Language} prefers. */
    public Language language(ApiRequest request) {
        return languages.of(request.header("Accept-Language"));
    }

    /** Returns what finds the addresses of clients behind the trusted proxies. */
    public ClientAddresses clientAddresses() {
        return addresses;
    }

    List<Route<?>> routes() {
        return List.copyOf(routes);
    }

    /** Runs {@code work} with the request's name in the log. */
    private <T> T named(ApiRequest request, Function<Call, T> work) {
        String id = requestIds.choose(request.header(REQUEST_ID_HEADER));
        return LogName.with(id, () -> work.apply(new Call(request, id)));
    }

    /** One request, and the headers of its answer. */
    private final class Call {

        private final ApiRequest request;
        private final String id;
        private final Language language;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Optional<RefreshCookie> cookie = Optional.empty();

        Call(ApiRequest request, String id) {
            this.request = request;
            this.id = id;
            this.language = HttpApi.this.language(request);
            headers.put(REQUEST_ID_HEADER, id);
            headers.put("Cache-Control", "no-store");
            headers.put("X-Content-Type-Options", "nosniff");
            cors.onResponse(request.header("Origin"), headers::put);
            if (stopping.get()) {
                headers.put("Connection", "close");
            }
        }

        Input input(Function<Field.Place, Map<String, Raw>> fields) {
            ClientInfo client = addresses.client(request, id);
            Bearer bearer = Bearer.of(request.headers().apply(Bearer.HEADER));
            return new Input(bearer, client, language, cookie, fields, () -> BodyReader.stream(request));
        }

        ApiResponse answer(Route<?> route, Map<String, Raw> parameters) {
            Optional<String> path = Optional.of(route.path());
            try {
                cookie = cookieMode.of(request.headers());
                Input input = input(place -> switch (place) {
                    case PATH -> parameters;
                    case QUERY -> QueryString.read(request.query());
                    case BODY -> bodies.read(request, route, cookie);
                });
                return response(route.answer(input), path);
            } catch (Throwable e) { // whatever it is, the client gets the envelope
                if (route.takesLines()) {
                    headers.put("Connection", "close"); // the body may be endless
                }
                if (e instanceof AuthException rejected && rejected.error() instanceof AuthError.InvalidRefreshToken) {
                    cookie.ifPresent(bad -> headers.put(RefreshCookie.SET_HEADER, bad.cleared()));
                }
                return response(errors.of(e, route.fields(), language), path);
            }
        }

        ApiResponse error(Answer.Failure error) {
            return response(error, Optional.empty());
        }

        /** @param allowed the methods of this path; empty if there is no such path */
        ApiResponse withoutRoute(String allowed) {
            if (allowed.isEmpty()) {
                return error(errors.ofStatus(Statuses.NOT_FOUND, language));
            }
            headers.put("Allow", allowed);
            if (!request.method().equals("OPTIONS")) {
                return error(errors.ofStatus(Statuses.METHOD_NOT_ALLOWED, language));
            }
            if (!request.header("Access-Control-Request-Method").isEmpty()) {
                cors.onPreflight(request.header("Origin"), allowed, headers::put);
            }
            return response(new Answer.Empty(), Optional.empty());
        }

        private ApiResponse response(Answer answer, Optional<String> route) {
            byte[] body = writer.write(answer, key -> messages.text(key, language));
            headers.putAll(answer.headers());
            if (body.length > 0) {
                headers.put("Content-Type", "application/json");
                headers.put("Content-Length", Integer.toString(body.length));
            }
            boolean head = request.method().equals("HEAD");
            ApiResponse response = new ApiResponse(answer.status(), headers, head ? new byte[0] : body, route);
            return answer instanceof Answer.Lines lines && !head
                    ? response.with(new StreamedAnswer(id, lines.writer(), errors))
                    : response;
        }
    }
}
