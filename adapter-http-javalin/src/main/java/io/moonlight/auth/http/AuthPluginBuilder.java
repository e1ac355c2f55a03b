package io.moonlight.auth.http;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.model.Language;
import java.security.SecureRandom;
import java.time.Duration;
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

/** Collects the options of an {@link AuthPlugin}; {@link #build()} names all problems at once. Not thread-safe. */
public final class AuthPluginBuilder {

    private static final Pattern BASE_PATH = Pattern.compile("(/[a-zA-Z0-9._~-]+)+");
    private static final Duration MAX_BODY_TIMEOUT = Duration.ofMinutes(5);

    private final Auth auth;
    private final List<String> problems = new ArrayList<>();
    private final List<CidrRange> trustedProxies = new ArrayList<>();
    private final Set<Origin> corsOrigins = new LinkedHashSet<>();
    private final List<RequestObserver> observers = new ArrayList<>();
    private Supplier<Map<String, Boolean>> readiness = Map::of;
    private String basePath = "/api/v1";
    private String name = "MoonLight";
    private String version = "";
    private Language defaultLanguage = Language.CHINESE;
    private Optional<String> docsPath = Optional.empty();
    private Optional<Supplier<String>> jwks = Optional.empty();
    private boolean corsLoopback;
    private boolean ownsServer;
    private boolean openApi;
    private Optional<AdminKey> adminKey = Optional.empty();
    private Duration bodyTimeout = Duration.ofSeconds(10);
    private ServerLimits limits = ServerLimits.ofHeap(Runtime.getRuntime().maxMemory());
    private RandomGenerator random = new SecureRandom();

    AuthPluginBuilder(Auth auth) {
        this.auth = requireNonNull(auth, "auth");
    }

    /** Below which path the API lives: one or more segments, no slash at the end. Default: {@code /api/v1}. */
    public AuthPluginBuilder basePath(String path) {
        if (!BASE_PATH.matcher(path).matches()) {
            problems.add("basePath must be like /api/v1");
        }
        this.basePath = path;
        return this;
    }

    /** What {@code GET /} calls this application. Default: MoonLight. */
    public AuthPluginBuilder name(String applicationName) {
        this.name = requireNonNull(applicationName, "applicationName");
        return this;
    }

    /** Which version {@code GET /} names. Default: an empty text. */
    public AuthPluginBuilder version(String applicationVersion) {
        this.version = requireNonNull(applicationVersion, "applicationVersion");
        return this;
    }

    /** The language of answers and mails for clients that prefer neither Chinese nor English. Default: Chinese. */
    public AuthPluginBuilder defaultLanguage(Language language) {
        this.defaultLanguage = requireNonNull(language, "language");
        return this;
    }

    /** Where {@code GET /} says that the documentation is. Default: nowhere. */
    public AuthPluginBuilder docsPath(String path) {
        this.docsPath = Optional.of(path);
        return this;
    }

    /** Whether {@link #trustedProxies} takes this text as a range. */
    public static boolean isAddressRange(String text) {
        return CidrRange.parse(text).isPresent();
    }

    /** Adds proxies whose {@code X-Forwarded-For} is believed, like {@code 10.0.0.0/8} or {@code ::1}. Default: none. */
    public AuthPluginBuilder trustedProxies(List<String> ranges) {
        return addAll("trustedProxies", ranges, CidrRange::parse, trustedProxies, "no IP address and no CIDR range");
    }

    /**
     * The web pages of other origins that may call the API. Default: none.
     *
     * @param origins like {@code https://app.example.org} or {@code capacitor://localhost}; no wildcard
     */
    public AuthPluginBuilder corsOrigins(List<String> origins) {
        return addAll("corsOrigins", origins, Origin::parse, corsOrigins, "not like https://app.example.org");
    }

    private <T> AuthPluginBuilder addAll(
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

    /** Returns whether {@link #corsOrigins} takes this text as an origin. */
    public static boolean isOrigin(String text) {
        return Origin.parse(text).isPresent();
    }

    /**
     * Whether the web pages of any origin on a loopback name or address may call the API, such as {@code
     * http://localhost:5173}: for development. Default: false.
     */
    public AuthPluginBuilder corsLoopback(boolean allowed) {
        this.corsLoopback = allowed;
        return this;
    }

    /**
     * What {@code GET /health/ready} looks at, by name, in this order. Default: nothing.
     *
     * @param checks whether a part works; one that throws is down; called on the thread of the request
     */
    public AuthPluginBuilder readiness(Map<String, BooleanSupplier> checks) {
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

    /** @param look finds which parts work, all in one go, by name and in the order of the answer; never throws */
    public AuthPluginBuilder readiness(Supplier<Map<String, Boolean>> look) {
        this.readiness = requireNonNull(look, "look");
        return this;
    }

    /** Adds one that hears of every request of a server of our own. Default: none. */
    public AuthPluginBuilder observer(RequestObserver observer) {
        observers.add(requireNonNull(observer, "observer"));
        return this;
    }

    /**
     * Serves a JWK Set (RFC 7517, section 5), with nothing private in it, at {@code GET /.well-known/jwks.json} of a server of
     * our own, asked for each request, on its thread; clients may keep it for five minutes. Default: no such call.
     */
    public AuthPluginBuilder jwks(Supplier<String> json) {
        this.jwks = Optional.of(json);
        return this;
    }

    /**
     * Whether the whole server is for this API: then {@code /}, {@code /health} and {@code /health/ready} are served, and
     * every error of every path, those of Jetty included, is in the envelope. Otherwise nothing outside of the base path
     * is touched. Default: false.
     */
    public AuthPluginBuilder ownsServer(boolean owns) {
        this.ownsServer = owns;
        return this;
    }

    /** Whether a server of our own serves its OpenAPI 3.1 document at {@code GET /openapi.json}. Default: false. */
    public AuthPluginBuilder openApi(boolean serves) {
        this.openApi = serves;
        return this;
    }

    /** The key of administrators: at least 32 visible ASCII characters, of which a hash is kept. Default: none, no such calls. */
    public AuthPluginBuilder adminKey(String key) {
        if (AdminKey.isGood(key)) {
            adminKey = Optional.of(new AdminKey(key));
        } else {
            problems.add("adminKey must have at least 32 characters, all of them visible ASCII");
        }
        return this;
    }

    /**
     * How long a request's body may take to arrive: more than 0, at most 5 min. Default: 10 s. A client that sends nothing
     * for 10 s is cut off before, on a server with {@link HttpServerDefaults}.
     */
    public AuthPluginBuilder bodyTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_BODY_TIMEOUT) > 0) {
            problems.add("bodyTimeout must be more than 0 and at most 5 min");
        }
        this.bodyTimeout = timeout;
        return this;
    }

    /** How much clients may hold. Default: what suits the heap. */
    AuthPluginBuilder limits(ServerLimits suitable) {
        this.limits = suitable;
        return this;
    }

    /** Asked once, so that the request names of two servers differ. Default: a {@link SecureRandom}. */
    public AuthPluginBuilder random(RandomGenerator generator) {
        this.random = requireNonNull(generator, "generator");
        return this;
    }

    /** @throws IllegalArgumentException naming everything that is out of its range */
    public AuthPlugin build() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("AuthPlugin is not ready: " + String.join("; ", problems));
        }
        return new AuthPlugin(this);
    }

    Auth auth() {
        return auth;
    }

    String basePath() {
        return basePath;
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    Language defaultLanguage() {
        return defaultLanguage;
    }

    Optional<String> docsPath() {
        return docsPath;
    }

    Optional<Supplier<String>> jwks() {
        return jwks;
    }

    List<CidrRange> trustedProxies() {
        return List.copyOf(trustedProxies);
    }

    Cors cors() {
        return new Cors(corsOrigins, corsLoopback);
    }

    Supplier<Map<String, Boolean>> readiness() {
        return readiness;
    }

    List<RequestObserver> observers() {
        return List.copyOf(observers);
    }

    boolean ownsServer() {
        return ownsServer;
    }

    boolean openApi() {
        return openApi;
    }

    Optional<AdminKey> adminKey() {
        return adminKey;
    }

    Duration bodyTimeout() {
        return bodyTimeout;
    }

    ServerLimits limits() {
        return limits;
    }

    RandomGenerator random() {
        return random;
    }
}
