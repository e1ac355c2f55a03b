package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The network address a call came from. For limits an IPv4 address counts as itself (/32), an IPv6 address as its /64
 * (RFC 6177: one site gets at least that much). An IPv4 address mapped into IPv6 is the IPv4 address.
 *
 * @param value the IP address, without host name and scope; the constructor takes any form of it
 */
public record ClientAddress(InetAddress value) {

    private static final int NETWORK_BYTES_V6 = 8;

    /** @throws NullPointerException if there is none */
    public ClientAddress {
        value = ofBytes(requireNonNull(value, "value").getAddress());
    }

    /** The name under which limits count this address, for example {@code 192.0.2.1} or {@code 2001:db8:0:1:0:0:0:0/64}. */
    public String network() {
        if (!(value instanceof Inet6Address)) {
            return value.getHostAddress();
        }
        byte[] prefix = value.getAddress();
        Arrays.fill(prefix, NETWORK_BYTES_V6, prefix.length, (byte) 0);
        return ofBytes(prefix).getHostAddress() + "/64";
    }

    private static InetAddress ofBytes(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }

    /** The address in its usual spelling, without a scope. */
    public String text() {
        return value.getHostAddress();
    }

    /** Masked to its network: {@code 192.0.2.x}. */
    @Override
    public String toString() {
        String text = text();
        return value instanceof Inet4Address ? text.substring(0, text.lastIndexOf('.')) + ".x" : network();
    }
}
