package io.moonlight.auth.verifier;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the address of a key set: an attacker who can change the answer on its way can forge every token. */
final class JwksAddress {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1\\]");

    private JwksAddress() {}

    /** Returns what is wrong with the address, without repeating it. */
    static Optional<String> problem(URI address, boolean plainHttp) {
        String host = address.getHost();
        boolean http = "http".equalsIgnoreCase(address.getScheme());
        if (host == null || (!http && !"https".equalsIgnoreCase(address.getScheme()))) {
            return Optional.of("jwks must be an address like https://auth.example.org/.well-known/jwks.json");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            return Optional.of("jwks must have no user and no fragment");
        }
        if (http
                && !plainHttp
                && !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of("jwks must be https, unless its host is this machine or allowPlainHttp() is called");
        }
        return Optional.empty();
    }

    /** Returns the address without its query, which may hold a secret. */
    static String shown(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
    }
}
