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
 * The address of a Redis or a Redis Cluster. Does not show the login. Parsed without {@link java.net.URI}, which rejects host
 * names with an underscore, and decodes a user name before it looks for the colon at its end.
 *
 * @param cluster whether this is a cluster
 * @param nodes exactly one, or at least one node of a cluster, which is asked for the others
 * @param user empty: the default user
 * @param password empty: none
 * @param tls whether connections are encrypted
 * @param database the number of the database; 0 in a cluster
 */
record RedisAddress(
        boolean cluster,
        Set<HostAndPort> nodes,
        Optional<String> user,
        Optional<String> password,
        boolean tls,
        int database) {

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern ADDRESS = Pattern.compile(
            "redis(s?)(-cluster)?://(?:([^:@/\\s]*):([^@/\\s]*)@)?([^@/?#]+)(?:/(\\d{0,4}))?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NODE = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

    /** @throws IllegalArgumentException if the address has neither of the two forms; the message does not repeat it */
    static RedisAddress of(String address) {
        Matcher parts = ADDRESS.matcher(requireNonNull(address, "address"));
        if (!parts.matches()) {
            throw malformed();
        }
        boolean cluster = parts.group(2) != null;
        Set<HostAndPort> nodes = new LinkedHashSet<>();
        for (String node : parts.group(5).split(",", -1)) {
            nodes.add(node(node));
        }
        String database = Optional.ofNullable(parts.group(6)).orElse("");
        if (cluster ? !database.isEmpty() : nodes.size() > 1) {
            throw malformed();
        }
        return new RedisAddress(
                cluster,
                nodes,
                decoded(parts, 3),
                decoded(parts, 4),
                !parts.group(1).isEmpty(),
                database.isEmpty() ? 0 : Integer.parseInt(database));
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
        return new IllegalArgumentException("a Redis address is redis[s]://[user:password@]host[:port][/database] or"
                + " redis[s]-cluster://[user:password@]host:port[,host:port…]");
    }

    @Override
    public String toString() {
        return "RedisAddress" + nodes;
    }
}
