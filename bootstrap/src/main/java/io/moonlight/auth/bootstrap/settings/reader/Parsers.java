package io.moonlight.auth.bootstrap.settings.reader;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.EmailDomains;
import io.moonlight.auth.http.HttpApiBuilder;
import io.moonlight.auth.pages.WebPagesBuilder;
import io.moonlight.auth.redis.RedisClients;
import io.moonlight.auth.smtp.SmtpTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/** Parse the texts of settings. They throw {@link IllegalArgumentException} that names the expected format. */
final class Parsers {

    private static final int LEAST_SECRET = 32;

    /** A host name or an address, not a URL or mailbox. Whether it exists is checked at the start. */
    private static final Predicate<String> HOST =
            Pattern.compile("[A-Za-z0-9._:%-]{1,255}").asMatchPredicate();

    private static final Predicate<String> HOST_AND_PORT =
            Pattern.compile("[^:]*:[0-9]*|\\[.*]:[0-9]*").asMatchPredicate();

    private static final Predicate<String> LOGO =
            Pattern.compile(".+\\.(svg|png|webp)").asMatchPredicate();

    private Parsers() {}

    /** Returns a parser of constants in lower case. */
    static <E extends Enum<E>> Function<String, E> oneOf(E[] values) {
        return oneOf(values, value -> value.name().toLowerCase(Locale.ROOT));
    }

    static <E> Function<String, E> oneOf(E[] values, Function<E, String> spelling) {
        List<String> words = Stream.of(values).map(spelling).toList();
        int last = words.size() - 1;
        String wanted = String.join(", ", words.subList(0, last)) + " or " + words.get(last) + " is wanted";
        return text -> Stream.of(values)
                .filter(value -> spelling.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(wanted));
    }

    static Function<String, Integer> integer(int least, int most) {
        return text -> {
            try {
                int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // reported below, as for a number out of range
            }
            throw new IllegalArgumentException("a whole number from " + least + " to " + most + " is wanted");
        };
    }

    static Boolean flag(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "1" -> true;
            case "false", "False", "FALSE", "0" -> false;
            default -> throw new IllegalArgumentException("true or false is wanted");
        };
    }

    static Level logLevel(String text) {
        return oneOf(Level.values()).apply(text.toLowerCase(Locale.ROOT));
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("a folder's path is wanted", e);
        }
    }

    static String secret(String text) {
        if (text.contains("-----BEGIN")) {
            throw new IllegalArgumentException("a PEM key is no secret");
        }
        if (text.length() < LEAST_SECRET) {
            throw new IllegalArgumentException("at least " + LEAST_SECRET + " characters are wanted");
        }
        return text;
    }

    static List<String> secrets(String text) {
        return text.replace("\\n", "\n")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Parsers::secret)
                .toList();
    }

    static String adminKey(String text) {
        if (!secret(text).matches("[!-~]*")) {
            throw new IllegalArgumentException("letters, digits and signs of ASCII are wanted, no spaces");
        }
        return text;
    }

    static String host(String text) {
        return hostWithoutPort(text, "PORT");
    }

    static String mailHost(String text) {
        return hostWithoutPort(text, "SMTP_PORT");
    }

    private static String hostWithoutPort(String text, String port) {
        if (HOST_AND_PORT.test(text)) {
            throw new IllegalArgumentException("a host name without a port is wanted; the port belongs in " + port);
        }
        if (text.startsWith("[")) {
            throw new IllegalArgumentException("an IPv6 address without brackets is wanted");
        }
        if (text.chars().anyMatch(c -> c > '~')) {
            throw new IllegalArgumentException("an international host name is wanted as punycode (xn--…)");
        }
        if (!HOST.test(text)) {
            throw new IllegalArgumentException("a host name or an IP address is wanted");
        }
        return text;
    }

    static EmailAddress email(String text) {
        try {
            return new EmailAddress(text);
        } catch (AuthException e) {
            throw unreadable(e, "an email address is wanted");
        }
    }

    private static IllegalArgumentException unreadable(AuthException why, String wanted) {
        boolean ambiguous = why.error().equals(new AuthError.InvalidValue(FieldProblem.EMAIL_DOMAIN_AMBIGUOUS));
        return new IllegalArgumentException(
                ambiguous ? "a domain with ß, ς or a joiner is wanted as punycode (xn--…)" : wanted, why);
    }

    static EmailDomains emailDomains(String text) {
        String wanted = "domains like example.org are wanted, or .example.org for all below it, comma-separated";
        List<String> names = list(text);
        if (names.isEmpty()) {
            throw new IllegalArgumentException(wanted);
        }
        try {
            return EmailDomains.of(names);
        } catch (AuthException e) {
            throw unreadable(e, wanted);
        }
    }

    /** Returns the mode by port, since {@code true} means another mode on port 465. */
    static IntFunction<SmtpTls> smtpTls(String text) {
        if (text.equals("implicit")) {
            return port -> SmtpTls.IMPLICIT;
        }
        try {
            boolean encrypted = flag(text);
            return port -> SmtpTls.of(encrypted, port);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("true, implicit or false is wanted", e);
        }
    }

    static String redis(String text) {
        try {
            RedisClients.requireAddress(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "redis://host:port/0 or redis-cluster://host:port,host:port is wanted", e);
        }
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    static List<String> proxies(String text) {
        List<String> blocks = list(text);
        if (!blocks.stream().allMatch(HttpApiBuilder::isAddressRange)) {
            throw new IllegalArgumentException("IP addresses or blocks like 10.0.0.0/8 are wanted");
        }
        return blocks;
    }

    static List<String> origins(String text) {
        List<String> origins = list(text);
        if (!origins.stream().allMatch(HttpApiBuilder::isOrigin)) {
            throw new IllegalArgumentException(
                    "origins like https://app.example.org are wanted, without path, without *");
        }
        return origins;
    }

    static String publicOrigin(String text) {
        if (!HttpApiBuilder.isPublicOrigin(text)) {
            throw new IllegalArgumentException("an origin like https://login.example.org is wanted, without path");
        }
        return text;
    }

    static String link(String text) {
        if (!WebPagesBuilder.isLink(text)) {
            throw new IllegalArgumentException("a URL like https://example.org/terms is wanted");
        }
        return text;
    }

    static List<String> links(String text) {
        return list(text).stream().map(Parsers::link).toList();
    }

    static String colour(String text) {
        if (!WebPagesBuilder.isColour(text)) {
            throw new IllegalArgumentException("a colour like #4c5fd5 is wanted");
        }
        return text;
    }

    static Path logo(String text) {
        Path file = path(text);
        if (!LOGO.test(text) || !Files.isReadable(file) || !isSmall(file)) {
            throw new IllegalArgumentException("a readable .svg, .png or .webp file of at most "
                    + WebPagesBuilder.MAX_LOGO_BYTES + " bytes is wanted");
        }
        return file;
    }

    private static boolean isSmall(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= WebPagesBuilder.MAX_LOGO_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
