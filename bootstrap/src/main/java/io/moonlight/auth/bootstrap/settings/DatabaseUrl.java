package io.moonlight.auth.bootstrap.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a PostgreSQL database, in any of these forms: {@code postgresql://user:password@host:port/name?…} (libpq),
 * the same with {@code postgresql+asyncpg://} or {@code postgres://}, and {@code jdbc:postgresql://…?user=…&password=…}.
 *
 * @param jdbcUrl for the driver, without user and password
 * @param user may be empty: the driver's default is used
 * @param password may be empty
 */
public record DatabaseUrl(String jdbcUrl, String user, String password) {

    /** 1 to 65535. */
    private static final String PORT =
            "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

    /** Implies {@code verify-full}, as in libpq: a publicly issued certificate proves nothing without the host name. */
    private static final String CERTIFICATES_OF_THE_SYSTEM = "sslrootcert=system";

    private static final Pattern SHAPE =
            Pattern.compile("(?:jdbc:)?(?:postgresql|postgres)(?:\\+[a-z0-9]+)?://(?:([^@/?#]*)@)?([^/?#@]*)"
                    + "/([^/?#]*)(?:\\?([^#]*))?");

    /** ASCII only: the driver compares other names with a certificate by IDNA 2003, where they may mean another host. */
    private static final String HOST = "(?:[!-~&&[^,:\\[\\]]]+|\\[[0-9A-Za-z:.%]+])(?::0*" + PORT + ")?";

    private static final Predicate<String> HOSTS =
            Pattern.compile(HOST + "(?:," + HOST + ")*").asMatchPredicate();

    /**
     * Parses a URL.
     *
     * @throws IllegalArgumentException if the URL is malformed, has an unsupported parameter, or one twice with different
     *     values; the message names the parameter and no value
     */
    public static DatabaseUrl parse(String text) {
        Matcher url = SHAPE.matcher(text);
        if (!url.matches() || !HOSTS.test(url.group(2)) || url.group(3).isEmpty()) {
            throw malformed();
        }
        String userInfo = url.group(1) == null ? "" : url.group(1);
        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        List<String> parameters = new ArrayList<>();
        for (String parameter : (url.group(4) == null ? "" : url.group(4)).split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
            switch (name) {
                case "" -> {}
                case "user" -> user = once(name, user, value);
                case "password" -> password = once(name, password, value);
                default ->
                    new DatabaseUrlParameter(name, value).ofDriver().ifPresent(said -> add(parameters, name, said));
            }
        }
        if (parameters.remove(CERTIFICATES_OF_THE_SYSTEM)) {
            parameters.removeIf(parameter -> parameter.startsWith("sslmode="));
            parameters.add("sslmode=verify-full");
        }
        if (parameters.stream().anyMatch(parameter -> parameter.startsWith("sslrootcert="))) {
            // As in libpq; the driver would check no certificate.
            parameters.replaceAll(parameter -> parameter.equals("sslmode=require") ? "sslmode=verify-ca" : parameter);
        }
        String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return new DatabaseUrl("jdbc:postgresql://" + url.group(2) + "/" + url.group(3) + query, user, password);
    }

    /** The driver would take the last one, and libpq might take another. */
    private static String once(String name, String before, String value) {
        if (!before.isEmpty() && !before.equals(value)) {
            throw new IllegalArgumentException("the URL has the parameter " + name + " twice, with different values");
        }
        return value;
    }

    private static void add(List<String> parameters, String name, String said) {
        String start = said.substring(0, said.indexOf('=') + 1);
        String before = parameters.stream()
                .filter(other -> other.startsWith(start))
                .findFirst()
                .orElse("");
        once(name, before, said);
        if (before.isEmpty()) {
            parameters.add(said);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) { // its message repeats what cannot be decoded
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("postgresql://user:password@host:port/name is wanted");
    }

    @Override
    public String toString() {
        return "DatabaseUrl[***]";
    }
}
