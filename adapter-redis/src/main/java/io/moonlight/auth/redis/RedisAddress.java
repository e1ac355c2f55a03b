package io.moonlight.auth.redis;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.HostAndPort;

/**
 * Where a Redis Cluster is. Never shows who logs in.
 *
 * @param seeds nodes that are asked for the others; at least one
 * @param user empty: the default one
 * @param password empty: none
 * @param tls whether connections are encrypted
 */
record RedisAddress(Set<HostAndPort> seeds, Optional<String> user, Optional<String> password, boolean tls) {

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern SCHEME = Pattern.compile("rediss?-cluster:", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLUSTER =
            Pattern.compile("(rediss?)-cluster://(?:([^:@/]*):([^@/]*)@)?([^@/?#]+)/?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NODE = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

    static boolean isCluster(String address) {
        return SCHEME.matcher(address).lookingAt();
    }

    /** @throws IllegalArgumentException without repeating the address, if it is not of the form */
    static RedisAddress ofCluster(String address) {
        Matcher parts = CLUSTER.matcher(requireNonNull(address, "address"));
        if (!parts.matches()) {
            throw malformed();
        }
        Set<HostAndPort> seeds = new LinkedHashSet<>();
        for (String node : parts.group(4).split(",", -1)) {
            seeds.add(node(node));
        }
        return new RedisAddress(
                seeds, decoded(parts, 2), decoded(parts, 3), parts.group(1).length() == 6);
    }

    private static HostAndPort node(String text) {
        Matcher node = NODE.matcher(text);
        if (!node.matches()) {
            throw malformed();
        }
        int port = Optional.ofNullable(node.group(2)).map(Integer::parseInt).orElse(DEFAULT_PORT);
        if (port < 1 || port > 65_535) {
            throw malformed();
        }
        return new HostAndPort(node.group(1).replaceAll("[\\[\\]]", ""), port);
    }

    private static Optional<String> decoded(Matcher parts, int group) {
        try {
            return Optional.ofNullable(parts.group(group))
                    .filter(text -> !text.isEmpty())
                    .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) { // its message repeats what cannot be decoded
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "the address of a Redis Cluster is redis[s]-cluster://[user:password@]host:port[,host:port…]");
    }

    @Override
    public String toString() {
        return "RedisAddress" + seeds;
    }
}
