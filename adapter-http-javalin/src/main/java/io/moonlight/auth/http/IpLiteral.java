package io.moonlight.auth.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses, and never asks a name server: what is not an address in digits is no address. */
final class IpLiteral {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]{7,15}):[0-9]{1,5}");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]+)\\](:[0-9]{1,5})?");

    private IpLiteral() {}

    /** An address, and nothing else; a scope such as {@code %eth0} is dropped. An IPv4-mapped one is the IPv4 one. */
    static Optional<InetAddress> parse(String text) {
        int scope = text.indexOf('%');
        String address = scope < 0 ? text : text.substring(0, scope);
        if (!IPV4.matcher(address).matches()
                && !IPV6_CHARACTERS.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** An entry of {@code X-Forwarded-For}: an address, perhaps in brackets, perhaps with a port. */
    static Optional<InetAddress> parseForwarded(String entry) {
        var withPort = IPV4_WITH_PORT.matcher(entry);
        if (withPort.matches()) {
            return parse(withPort.group(1));
        }
        var bracketed = BRACKETED.matcher(entry);
        return parse(bracketed.matches() ? bracketed.group(1) : entry);
    }
}
