package io.moonlight.auth.http;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.request.AdminKey;
import io.moonlight.auth.http.request.CookieMode;
import io.moonlight.auth.http.request.Origin;
import io.moonlight.auth.http.response.Cors;
import io.moonlight.auth.http.response.Responses;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Collects the options of an {@link HttpApi}; {@link #build()} names all problems at once. Not thread-safe. */
public final class HttpApiBuilder {

    private static final Pattern BASE_PATH = Pattern.compile("(/[a-zA-Z0-9._~-]+)+");

    final Auth auth;
    private final List<String> problems = new ArrayList<>();
    final List<CidrRange> trustedProxies = new ArrayList<>();
    private final Set<Origin> corsOrigins = new LinkedHashSet<>();
    Supplier<Map<String, Boolean>> readiness = Map::of;
    String basePath = "/api/v1";
    String name = "MoonLight";
    private String version = "";
    Language defaultLanguage = Language.CHINESE;
    private Optional<String> docsPath = Optional.empty();
    Optional<Supplier<String>> jwks = Optional.empty();
    private boolean corsLoopback;
    private Optional<Origin> publicOrigin = Optional.empty();
    private boolean plainHttp;
    boolean ownsServer;
    boolean openApi;
    Optional<AdminKey> adminKey = Optional.empty();
    RandomGenerator random = new SecureRandom();

    HttpApiBuilder(Auth auth) {
        this.auth = requireNonNull(auth, "auth");
    }

    /** Returns whether {@link #basePath} accepts this text. */
    public static boolean isBasePath(String text) {
        return BASE_PATH.matcher(text).matches();
    }

    /** Sets the path of the calls: one or more segments, without a slash at the end. Default: {@code /api/v1}. */
    public HttpApiBuilder basePath(String path) {
        if (!isBasePath(path)) {
            problems.add("basePath must be like /api/v1");
        }
        this.basePath = path;
        return this;
    }

    /** Sets the name of the application in {@code GET /} and the OpenAPI document. Default: MoonLight. */
    public HttpApiBuilder name(String applicationName) {
        this.name = requireNonNull(applicationName, "applicationName");
        return this;
    }

    /** Sets the version in {@code GET /}. Default: an empty text. */
    public HttpApiBuilder version(String applicationVersion) {
        this.version = requireNonNull(applicationVersion, "applicationVersion");
        return this;
    }

    /** Sets the language of answers and mails for clients that prefer neither Chinese nor English. Default: Chinese. */
    public HttpApiBuilder defaultLanguage(Language language) {
        this.defaultLanguage = requireNonNull(language, "language");
        return this;
    }

    /** Sets the path of the documentation in {@code GET /}. Default: none. */
    public HttpApiBuilder docsPath(String path) {
        this.docsPath = Optional.of(path);
        return this;
    }

    /** Returns whether {@link #trustedProxies} accepts this text. */
    public static boolean isAddressRange(String text) {
        return CidrRange.parse(text).isPresent();
    }

    /** Adds proxies whose {@code X-Forwarded-For} is trusted, such as {@code 10.0.0.0/8} or {@code ::1}. Default: none. */
    public HttpApiBuilder trustedProxies(List<String> ranges) {
        return addAll("trustedProxies", ranges, CidrRange::parse, trustedProxies, "no IP address and no CIDR range");
    }

    /**
     * Adds origins whose web pages may call the API. Default: none.
     *
     * @param origins like {@code https://app.example.org} or {@code capacitor://localhost}; no wildcard
     */
    public HttpApiBuilder corsOrigins(List<String> origins) {
        return addAll("corsOrigins", origins, Origin::parse, corsOrigins, "not like https://app.example.org");
    }

    private <T> HttpApiBuilder addAll(
            String option, List<String> texts, Function<String, Optional<T>> parse, Collection<T> all, String problem) {
        for (int i = 0; i < texts.size(); i++) {
            Optional<T> value = parse.apply(texts.get(i));
            value.ifPresent(all::add);
            if (value.isEmpty()) {
                problems.add(option + ": entry " + (i + 1) + " is " + problem);
            }
        }
        return this;
    }

    /** Returns whether {@link #corsOrigins} accepts this text. */
    public static boolean isOrigin(String text) {
        return Origin.parse(text).isPresent();
    }

    /**
     * Sets whether web pages of all origins on a loopback name or address may call the API, such as {@code
     * http://localhost:5173}: for development. Default: false.
     */
    public HttpApiBuilder corsLoopback(boolean allowed) {
        this.corsLoopback = allowed;
        return this;
    }

    /**
     * Sets the origin under which browsers reach this server, such as {@code https://login.example.org}: pages of it may use cookie
     * mode, and with http the cookie goes without {@code Secure}. Default: the origin that the {@code Host} header names, with
     * https.
     */
    public HttpApiBuilder publicOrigin(String origin) {
        publicOrigin = Origin.parse(origin).filter(Origin::isWeb);
        if (publicOrigin.isEmpty()) {
            problems.add("publicOrigin must be like https://login.example.org");
        }
        return this;
    }

    /** Returns whether {@link #publicOrigin} accepts this text. */
    public static boolean isPublicOrigin(String text) {
        return Origin.parse(text).filter(Origin::isWeb).isPresent();
    }

    /**
     * Sets whether browsers reach this server over plain http, for development: then the default of {@link #publicOrigin} has
     * http. Default: false.
     */
    public HttpApiBuilder plainHttp(boolean plain) {
        this.plainHttp = plain;
        return this;
    }

    /**
     * Sets the checks of {@code GET /health/ready}, by name, in this order. Default: none.
     *
     * @param checks return whether a part works; a check that throws is down; called on the thread of the request
     */
    public HttpApiBuilder readiness(Map<String, BooleanSupplier> checks) {
        Map<String, BooleanSupplier> inOrder = new LinkedHashMap<>(checks);
        return readiness(() -> {
            Map<String, Boolean> results = new LinkedHashMap<>();
            inOrder.forEach((name, check) -> results.put(name, isUp(check)));
            return results;
        });
    }

    private static boolean isUp(BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Sets the checks of {@code GET /health/ready}.
     *
     * @param look returns whether each part works, by name, in the order of the answer; never throws
     */
    public HttpApiBuilder readiness(Supplier<Map<String, Boolean>> look) {
        this.readiness = requireNonNull(look, "look");
        return this;
    }

    /**
     * Serves a JWK Set (RFC 7517, section 5), at {@code GET /.well-known/jwks.json}, if {@link #ownsServer}. The supplier is
     * called for each request, on its thread; clients may cache the set for five minutes. Default: no such call.
     */
    public HttpApiBuilder jwks(Supplier<String> json) {
        this.jwks = Optional.of(json);
        return this;
    }

    /**
     * Sets whether the whole server is for this API: then it also serves {@code /}, {@code /health} and {@code
     * /health/ready}, and every error of every path is in the envelope. Otherwise it serves nothing outside of the base path.
     * Default: false.
     */
    public HttpApiBuilder ownsServer(boolean owns) {
        this.ownsServer = owns;
        return this;
    }

    /** Sets whether {@code GET /openapi.json} returns the OpenAPI 3.1 document, if {@link #ownsServer}. Default: false. */
    public HttpApiBuilder openApi(boolean serves) {
        this.openApi = serves;
        return this;
    }

    /** Returns whether {@link #adminKey} accepts this text. */
    public static boolean isAdminKey(String text) {
        return AdminKey.isGood(text);
    }

    /** Sets the key of administrators: at least 32 visible ASCII characters. Only a hash is kept. Default: none, no such calls. */
    public HttpApiBuilder adminKey(String key) {
        if (AdminKey.isGood(key)) {
            adminKey = Optional.of(new AdminKey(key));
        } else {
            problems.add("adminKey must have at least 32 characters, all of them visible ASCII");
        }
        return this;
    }

    /** Sets the source of request names; it is used once. Default: a {@link SecureRandom}. */
    public HttpApiBuilder random(RandomGenerator generator) {
        this.random = requireNonNull(generator, "generator");
        return this;
    }

    /**
     * Returns the API.
     *
     * @throws IllegalArgumentException naming everything that is out of its range
     */
    public HttpApi build() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("HttpApi is not ready: " + String.join("; ", problems));
        }
        return new HttpApi(this);
    }

    Cors cors() {
        return new Cors(corsOrigins, corsLoopback);
    }

    CookieMode cookieMode(Cors cors) {
        return new CookieMode(publicOrigin, plainHttp, cors::allows);
    }

    Responses.Root root() {
        return new Responses.Root(name, version, docsPath);
    }
}
