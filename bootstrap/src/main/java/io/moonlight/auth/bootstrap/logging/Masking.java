package io.moonlight.auth.bootstrap.logging;

import java.util.regex.Pattern;

/**
 * Masks personal and secret data that a library or an exception adds to the log: addresses, tokens, password hashes, credentials
 * in URLs. Replaces control characters by spaces, so that one event is one line and cannot control a terminal or the direction of
 * text.
 */
final class Masking {

    private static final Pattern NOT_OF_ONE_LINE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");
    private static final Pattern URL_CREDENTIALS = Pattern.compile("://[^\\s/@]*@");
    private static final Pattern EMAIL =
            Pattern.compile("([^\\s@*\"'<>(),;:=\\[\\]{}/])[^\\s@*\"'<>(),;:=\\[\\]{}/]*@(?=[\\p{L}\\p{N}])");
    private static final Pattern SECRET = Pattern.compile(
            "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*|\\$2[abxy]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}");

    private Masking() {}

    static String masked(String text) {
        String plain = text;
        if (plain.indexOf('@') >= 0) {
            plain = URL_CREDENTIALS.matcher(plain).replaceAll("://***@");
            plain = EMAIL.matcher(plain).replaceAll("$1***@");
        }
        if (plain.contains("eyJ") || plain.contains("$2")) {
            plain = SECRET.matcher(plain).replaceAll("***");
        }
        return plain;
    }

    static String oneLine(String text) {
        return NOT_OF_ONE_LINE.matcher(masked(text)).replaceAll(" ");
    }
}
