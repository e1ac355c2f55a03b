package io.moonlight.auth.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses, and never asks a name server: what is not an address in digits is no address. */
final class IpLiteral {

    private static final int MAX_BYTE = 255;
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]{7,15}):[0-9]{1,5}");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]+)\\](:[0-9]{1,5})?");

    private IpLiteral() {}

    /** An address, and nothing else; a scope such as {@code %eth0} is dropped. An IPv4-mapped one is the IPv4 one. */
    static Optional<InetAddress> parse(String text) {
        int scope = text.indexOf('%');
        String address = scope < 0 ? text : text.substring(0, scope);
        if (!isIpv4(address) && !IPV6_CHARACTERS.matcher(address).matches()) {
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

    /** Four numbers to 255, without leading zeros, which some would read as octal. */
    private static boolean isIpv4(String text) {
        int numbers = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                if (!isByte(text, start, i)) {
                    return false;
                }
                numbers++;
                start = i + 1;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return numbers == 4;
    }

    private static boolean isByte(String digits, int start, int end) {
        int length = end - start;
        boolean leadingZero = length > 1 && digits.charAt(start) == '0';
        return length >= 1 && length <= 3 && !leadingZero && Integer.parseInt(digits, start, end, 10) <= MAX_BYTE;
    }
}
