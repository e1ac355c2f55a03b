package io.moonlight.auth.jwt;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which addresses keys may be fetched from: whoever can change them on their way can forge every token. */
final class JwksAddress {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1\\]");

    private JwksAddress() {}

    /** What is wrong with it, if anything is; without repeating it. */
    static Optional<String> problem(URI address, boolean plainHttp) {
        String host = address.getHost();
        if (host == null || !isHttp(address)) {
            return Optional.of("jwks must be an address like https://auth.example.org/.well-known/jwks.json");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            return Optional.of("jwks must have no user and no fragment");
        }
        boolean near = LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
        if ("http".equalsIgnoreCase(address.getScheme()) && !near && !plainHttp) {
            return Optional.of("jwks must be https, unless its host is this machine or allowPlainHttp() is called");
        }
        return Optional.empty();
    }

    private static boolean isHttp(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
    }

    /** For people: without a query, which may hold a secret. */
    static String shown(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
    }
}
