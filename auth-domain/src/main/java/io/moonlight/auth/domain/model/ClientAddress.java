package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The network address of a client. For limits an IPv4 address counts as itself (/32), an IPv6 address as its /64 (RFC 6177:
 * one site gets at least that much). An IPv4 address mapped into IPv6 is the IPv4 address.
 *
 * @param value the IP address, without host name and scope; the constructor takes any form of it
 */
public record ClientAddress(InetAddress value) {

    private static final int NETWORK_BYTES_V6 = 8;

    /**
     * The address of all clients whose address cannot be parsed: {@code 0.0.0.0}, which no client has. They
     * share one budget per limit, and it is never a known address.
     */
    public static final ClientAddress UNKNOWN = new ClientAddress(new byte[] {0, 0, 0, 0});

    /** @throws NullPointerException if {@code value} is null */
    public ClientAddress {
        value = ofBytes(requireNonNull(value, "value").getAddress());
    }

    /**
     * Parses an address as written by servers and proxies, without DNS: {@code 192.0.2.1} or {@code
     * 2001:db8::1}, also in brackets, with a port or with a scope, which are dropped.
     *
     * @return empty if the text is missing or is not a numeric address
     */
    public static Optional<ClientAddress> parse(String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .flatMap(IpText::parse)
                .map(ClientAddress::new);
    }

    /** Parses an address like {@link #parse}, but returns {@link #UNKNOWN} for text that is not an address. */
    public static ClientAddress of(String text) {
        return parse(text).orElse(UNKNOWN);
    }

    private ClientAddress(byte[] address) {
        this(ofBytes(address));
    }

    /** Returns whether this is the address of clients whose address cannot be parsed. */
    public boolean isUnknown() {
        return value.isAnyLocalAddress();
    }

    /** Returns the network that limits count this address as, for example {@code 192.0.2.1} or {@code 2001:db8:0:1:0:0:0:0/64}. */
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

    /** Returns the address in its usual spelling, without a scope. */
    public String text() {
        return value.getHostAddress();
    }

    /** Returns the address masked to its network: {@code 192.0.2.x}. */
    @Override
    public String toString() {
        String text = text();
        return value instanceof Inet4Address ? text.substring(0, text.lastIndexOf('.')) + ".x" : network();
    }
}
