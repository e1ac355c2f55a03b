package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client of a call, as far as the transport knows it.
 *
 * @param address empty only for a call from inside the host application, which limits by address ignore; {@link
 *     ClientAddress#UNKNOWN} for a remote call whose address cannot be parsed
 * @param userAgent name of the client software: control characters removed, at most 256 UTF-16 units; may be empty
 * @param requestId id of the call in logs and events; empty, or 1 to 64 of {@code A-Z a-z 0-9 _ -}
 */
public record ClientInfo(Optional<ClientAddress> address, String userAgent, String requestId) {

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{0,64}");
    private static final int MAX_USER_AGENT = 256;

    /** A call from inside the host application. */
    public static final ClientInfo LOCAL = new ClientInfo(Optional.empty(), "", "");

    /**
     * Cleans and truncates {@code userAgent}; a missing one is empty.
     *
     * @throws IllegalArgumentException if {@code requestId} is not of this form
     */
    public ClientInfo {
        requireNonNull(address, "address");
        userAgent = userAgent == null ? "" : clean(userAgent);
        if (!REQUEST_ID.matcher(requireNonNull(requestId, "requestId")).matches()) {
            throw new IllegalArgumentException("requestId is up to 64 of A-Z a-z 0-9 _ -");
        }
    }

    /** Creates the client of a call without a request id. */
    public ClientInfo(Optional<ClientAddress> address, String userAgent) {
        this(address, userAgent, "");
    }

    /** Returns the address, if the client has one that could be parsed. */
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

    /** Returns where to truncate a text without splitting a surrogate pair. */
    private static int lastCut(CharSequence text) {
        return Character.isHighSurrogate(text.charAt(MAX_USER_AGENT - 1)) ? MAX_USER_AGENT - 1 : MAX_USER_AGENT;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
