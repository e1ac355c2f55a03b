package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who makes a call, as far as the transport can tell.
 *
 * @param address where from; empty where there is no network (address-wide limits then do not apply)
 * @param userAgent what the client calls itself: control characters removed, at most 256 UTF-16 units, may be empty
 */
public record ClientInfo(Optional<ClientAddress> address, String userAgent) {

    /** A call from inside this program. */
    public static final ClientInfo LOCAL = new ClientInfo(Optional.empty(), "");

    private static final int MAX_USER_AGENT = 256;

    /** Cleans and cuts {@code userAgent}. */
    public ClientInfo {
        requireNonNull(address, "address");
        userAgent = clean(requireNonNull(userAgent, "userAgent"));
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c) && !isSurrogate(c))
                .limit(MAX_USER_AGENT)
                .forEach(clean::appendCodePoint);
        return clean.length() <= MAX_USER_AGENT ? clean.toString() : clean.substring(0, lastCut(clean));
    }

    /** The last place at which a text of so many units may be cut without halving a pair. */
    private static int lastCut(CharSequence text) {
        return Character.isHighSurrogate(text.charAt(MAX_USER_AGENT - 1)) ? MAX_USER_AGENT - 1 : MAX_USER_AGENT;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
