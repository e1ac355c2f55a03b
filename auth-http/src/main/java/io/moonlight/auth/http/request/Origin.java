package io.moonlight.auth.http.request;

import io.moonlight.auth.domain.model.ClientAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a web page (RFC 6454), in a form that can be compared: two spellings of one origin are equal.
 *
 * @param scheme in lower case, such as {@code https} or {@code capacitor}
 * @param host a name in lower case, or an address in its usual spelling
 * @param port the one that counts, -1 where the scheme has none
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern SHAPE =
            Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://([a-zA-Z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);
    private static final int MAX_LENGTH = 300;
    private static final int MAX_PORT = 65_535;
    private static final String LOOPBACK_NAME = "localhost";

    /** Returns the origin that the text is, or empty for any other text: {@code null}, {@code *}, a URL with a path. */
    public static Optional<Origin> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        int port = Optional.ofNullable(parts.group(3))
                .map(Integer::parseInt)
                .orElseGet(() -> DEFAULT_PORTS.getOrDefault(scheme, -1));
        return port > MAX_PORT ? Optional.empty() : host(parts.group(2)).map(host -> new Origin(scheme, host, port));
    }

    private static Optional<String> host(String text) {
        Optional<String> address = ClientAddress.parse(text).map(ClientAddress::text);
        return text.startsWith("[") ? address : address.or(() -> Optional.of(text.toLowerCase(Locale.ROOT)));
    }

    /** Returns whether it is one of http or https. */
    public boolean isWeb() {
        return DEFAULT_PORTS.containsKey(scheme);
    }

    /** Returns whether its host is this machine, by a name or an address that cannot be any other. */
    public boolean isLoopback() {
        return host.equals(LOOPBACK_NAME)
                || host.endsWith("." + LOOPBACK_NAME)
                || ClientAddress.parse(host)
                        .filter(address -> address.value().isLoopbackAddress())
                        .isPresent();
    }
}
