package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.ClientAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address.
 *
 * @param base any address of the range
 * @param bits how many leading bits are the same in the whole range
 */
record CidrRange(ClientAddress base, int bits) {

    private static final Pattern SHAPE = Pattern.compile("([0-9.]+|[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]+)(?:/([0-9]{1,3}))?");
    private static final int MAPPED_BITS = 96;

    /** Returns the range that the text names, or empty if it names none. Never asks a name server. */
    static Optional<CidrRange> parse(String text) {
        Matcher parts = SHAPE.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String address = parts.group(1);
        Optional<String> bits = Optional.ofNullable(parts.group(2));
        return ClientAddress.parse(address).flatMap(base -> {
            int size = base.value().getAddress().length * Byte.SIZE;
            boolean mapped = size == Integer.SIZE && address.indexOf(':') >= 0;
            int length = bits.map(Integer::parseInt)
                    .map(n -> mapped ? n - MAPPED_BITS : n)
                    .orElse(size);
            return length < 0 || length > size ? Optional.empty() : Optional.of(new CidrRange(base, length));
        });
    }

    boolean contains(ClientAddress address) {
        byte[] mine = base.value().getAddress();
        byte[] other = address.value().getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int compared = Math.min(Byte.SIZE, bits - bit);
            int mask = 0xFF << (Byte.SIZE - compared);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }
}
