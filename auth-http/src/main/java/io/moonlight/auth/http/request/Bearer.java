package io.moonlight.auth.http.request;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Authorization} header of a request (RFC 6750, section 2.1).
 *
 * @param sent whether there is such a header at all
 * @param tokenSent whether it, or one of several, names the bearer scheme
 * @param token empty unless there is exactly one header and it holds exactly one token of at most {@value #MAX_LENGTH} characters
 */
public record Bearer(boolean sent, boolean tokenSent, String token) {

    /** The header. */
    public static final String HEADER = "Authorization";

    static final int MAX_LENGTH = 4096;

    private static final String SCHEME = "bearer";
    private static final Pattern ONE_TOKEN =
            Pattern.compile(SCHEME + " +([!-~]{1," + MAX_LENGTH + "})", Pattern.CASE_INSENSITIVE);

    /** @param headers all values of the header */
    public static Bearer of(List<String> headers) {
        boolean tokenSent = headers.stream().anyMatch(Bearer::hasScheme);
        if (headers.size() != 1) {
            return new Bearer(!headers.isEmpty(), tokenSent, "");
        }
        Matcher one = ONE_TOKEN.matcher(headers.get(0));
        return new Bearer(true, tokenSent, one.matches() ? one.group(1) : "");
    }

    private static boolean hasScheme(String header) {
        return header.strip().split(" ", 2)[0].toLowerCase(Locale.ROOT).equals(SCHEME);
    }

    @Override
    public String toString() {
        return "Bearer[***]";
    }
}
