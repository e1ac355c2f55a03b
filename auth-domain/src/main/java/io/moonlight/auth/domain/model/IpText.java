package io.moonlight.auth.domain.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses numeric IP addresses; never uses DNS. */
final class IpText {

    private static final int MAX_LENGTH = 128;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MAX_BYTE = 255;
    private static final int HEX = 16;
    private static final Pattern IPV4 = Pattern.compile("([0-9.]{7,15})(?::[0-9]{1,5})?");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]+)](?::[0-9]{1,5})?");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    private IpText() {}

    /** Returns the 4 or 16 bytes of an address, which may be in brackets and have a scope or a port. */
    static Optional<byte[]> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher ipv4 = IPV4.matcher(text);
        if (ipv4.matches()) {
            return ipv4(ipv4.group(1));
        }
        Matcher bracketed = BRACKETED.matcher(text);
        String address = bracketed.matches() ? bracketed.group(1) : text;
        int scope = address.indexOf('%');
        return ipv6(scope < 0 ? address : address.substring(0, scope));
    }

    /** Four numbers up to 255, without leading zeros, which some programs read as octal. */
    private static Optional<byte[]> ipv4(String text) {
        String[] numbers = text.split("\\.", -1);
        ByteBuffer bytes = ByteBuffer.allocate(IPV4_BYTES);
        for (String number : numbers) {
            boolean leadingZero = number.length() > 1 && number.charAt(0) == '0';
            boolean digits = !number.isEmpty() && number.length() <= 3 && !leadingZero;
            if (!digits || !bytes.hasRemaining() || Integer.parseInt(number) > MAX_BYTE) {
                return Optional.empty();
            }
            bytes.put((byte) Integer.parseInt(number));
        }
        return bytes.hasRemaining() ? Optional.empty() : Optional.of(bytes.array());
    }

    /** RFC 4291, section 2.2: eight groups, one run of zero groups as a double colon, the last two optionally as IPv4. */
    private static Optional<byte[]> ipv6(String text) {
        int last = text.lastIndexOf(':') + 1;
        if (text.indexOf('.') < 0) {
            return hexadecimal(text);
        }
        return last == 0
                ? Optional.empty()
                : ipv4(text.substring(last)).flatMap(bytes -> hexadecimal(text.substring(0, last) + twoGroups(bytes)));
    }

    private static String twoGroups(byte[] ipv4) {
        String digits = HexFormat.of().formatHex(ipv4);
        return digits.substring(0, 4) + ":" + digits.substring(4);
    }

    private static Optional<byte[]> hexadecimal(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(bytes -> bytes.length == IPV6_BYTES);
        }
        return groups(text.substring(0, gap))
                .flatMap(head -> groups(text.substring(gap + 2)).flatMap(tail -> joined(head, tail)));
    }

    private static Optional<byte[]> joined(byte[] head, byte[] tail) {
        if (head.length + tail.length > IPV6_BYTES - 2) {
            return Optional.empty();
        }
        byte[] all = Arrays.copyOf(head, IPV6_BYTES);
        System.arraycopy(tail, 0, all, IPV6_BYTES - tail.length, tail.length);
        return Optional.of(all);
    }

    private static Optional<byte[]> groups(String text) {
        String[] groups = text.isEmpty() ? new String[0] : text.split(":", -1);
        ByteBuffer bytes = ByteBuffer.allocate(2 * groups.length);
        for (String group : groups) {
            if (!GROUP.matcher(group).matches()) {
                return Optional.empty();
            }
            bytes.putShort((short) Integer.parseInt(group, HEX));
        }
        return Optional.of(bytes.array());
    }
}
