package io.moonlight.auth.bootstrap.logging;

import java.util.regex.Pattern;

/**
 * The last line of defence of the log. Nothing personal or secret is logged on purpose; what a library or an exception may
 * bring along all the same is made unreadable here: addresses, tokens, password hashes, credentials in URLs. And one
 * event is one line: whatever could begin another, steer a terminal, or turn the order of what is read, becomes a space.
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
