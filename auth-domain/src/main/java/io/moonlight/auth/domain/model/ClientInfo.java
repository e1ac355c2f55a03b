package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client that makes a call, as far as the transport can tell.
 *
 * @param address empty only for a call from inside this program, which no limit by address concerns; {@link
 *     ClientAddress#UNKNOWN} for a call from the network whose address cannot be read
 * @param userAgent what the client calls itself: control characters removed, at most 256 UTF-16 units; empty if it does not say
 * @param requestId the name of the call in logs and events; empty, or 1 to 64 of {@code A-Z a-z 0-9 _ -}
 */
public record ClientInfo(Optional<ClientAddress> address, String userAgent, String requestId) {

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{0,64}");
    private static final int MAX_USER_AGENT = 256;

    /** A call from inside this program. */
    public static final ClientInfo LOCAL = new ClientInfo(Optional.empty(), "", "");

    /**
     * Cleans and cuts {@code userAgent}; a missing one, as frameworks hand out a missing header, is empty.
     *
     * @throws IllegalArgumentException if {@code requestId} is not such a name
     */
    public ClientInfo {
        requireNonNull(address, "address");
        userAgent = userAgent == null ? "" : clean(userAgent);
        if (!REQUEST_ID.matcher(requireNonNull(requestId, "requestId")).matches()) {
            throw new IllegalArgumentException("requestId is up to 64 of A-Z a-z 0-9 _ -");
        }
    }

    /** A call without a name. */
    public ClientInfo(Optional<ClientAddress> address, String userAgent) {
        this(address, userAgent, "");
    }

    /** Returns the address, if the client has one that could be read. */
    public Optional<ClientAddress> readableAddress() {
        return address.filter(known -> !known.isUnknown());
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
