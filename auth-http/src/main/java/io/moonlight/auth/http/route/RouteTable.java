package io.moonlight.auth.http.route;

import io.moonlight.auth.http.request.Raw;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds calls by path and method. Paths are compared as they are sent; one slash more at the end makes no difference. */
public final class RouteTable {

    /** For a path that no call has. */
    public static final Match NONE = new Match(new Resource("", Map.of(), ""), Map.of());

    private static final String PARAMETER = "{id}";

    private final Map<String, Resource> byPath = new LinkedHashMap<>();
    private final Map<Pattern, Resource> byPattern = new LinkedHashMap<>();

    /** The calls of one path. */
    private record Resource(String path, Map<String, Route<?>> byMethod, String allowed) {}

    /** The calls of the path of a request. */
    public static final class Match {

        private final Resource resource;
        private final Map<String, Raw> parameters;

        private Match(Resource resource, Map<String, Raw> parameters) {
            this.resource = resource;
            this.parameters = parameters;
        }

        /** Returns the call by this method; what answers GET answers HEAD. */
        public Optional<Route<?>> route(String method) {
            return Optional.ofNullable(resource.byMethod().get(method));
        }

        /** Returns the methods of this path; empty if no call has this path. */
        public String allowed() {
            return resource.allowed();
        }

        /** Returns whether a call of this path takes a body of any length, as it arrives. */
        public boolean takesLines() {
            return resource.byMethod().values().stream().anyMatch(Route::takesLines);
        }

        /** Returns the parameters in the path, by name. */
        public Map<String, Raw> parameters() {
            return parameters;
        }
    }

    /** @param routes with at most one parameter each, named <code>{id}</code> */
    public RouteTable(List<Route<?>> routes) {
        Map<String, Map<String, Route<?>>> methods = new LinkedHashMap<>();
        for (Route<?> route : routes) {
            Map<String, Route<?>> byMethod = methods.computeIfAbsent(route.path(), path -> new HashMap<>());
            byMethod.put(route.method(), route);
            if (route.method().equals("GET")) {
                byMethod.put("HEAD", route);
            }
        }
        methods.forEach((path, byMethod) -> {
            TreeMap<String, Route<?>> inOrder = new TreeMap<>(byMethod);
            List<String> allowed = new ArrayList<>(inOrder.keySet());
            allowed.add("OPTIONS");
            allowed.sort(null);
            Resource resource = new Resource(path, byMethod, String.join(", ", allowed));
            if (path.contains(PARAMETER)) {
                byPattern.put(Pattern.compile(Pattern.quote(path).replace(PARAMETER, "\\E([^/]+)\\Q")), resource);
            } else {
                byPath.put(path, resource);
            }
        });
    }

    /** Returns the paths of all calls. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>(byPath.keySet());
        byPattern.values().forEach(resource -> paths.add(resource.path()));
        return paths;
    }

    /** Returns the calls of a path, which is percent-encoded as it was sent. */
    public Optional<Match> find(String sent) {
        String path = sent.length() > 1 && sent.endsWith("/") ? sent.substring(0, sent.length() - 1) : sent;
        Resource exact = byPath.get(path);
        if (exact != null) {
            return Optional.of(new Match(exact, Map.of()));
        }
        for (Map.Entry<Pattern, Resource> each : byPattern.entrySet()) {
            Matcher matcher = each.getKey().matcher(path);
            if (matcher.matches()) {
                return Optional.of(new Match(each.getValue(), Map.of("id", Raw.text(decoded(matcher.group(1))))));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // a broken escape names nothing
            return segment;
        }
    }
}
