package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.ClientAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * Finds the address that a request comes from: the socket's peer or, behind trusted proxies, the right-most entry of {@code
 * X-Forwarded-For} that is not a trusted proxy itself. An entry that is not an address ends the search at the last trusted
 * hop, since the sender of that entry is not trusted. A peer without a readable address is {@link ClientAddress#UNKNOWN}.
 */
final class ClientAddresses {

    static final String HEADER = "X-Forwarded-For";

    private final List<CidrRange> trusted;

    ClientAddresses(List<CidrRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Returns whether any header can matter. */
    boolean readsHeaders() {
        return !trusted.isEmpty();
    }

    /**
     * Returns the address of the client.
     *
     * @param peer the socket's address as the server writes it, with brackets and scope; empty where it has none
     * @param forwarded all lines of the header, in order
     */
    ClientAddress of(String peer, List<String> forwarded) {
        String[] entries = String.join(",", forwarded).split(",", -1);
        ClientAddress current = ClientAddress.of(peer);
        for (int i = entries.length - 1; i >= 0 && isTrusted(current); i--) {
            Optional<ClientAddress> next = ClientAddress.parse(entries[i]);
            if (next.isEmpty()) {
                return current;
            }
            current = next.get();
        }
        return current;
    }

    /** Returns the network whose share of the server a request uses. */
    String networkOf(Request request) {
        List<String> forwarded = readsHeaders() ? request.getHeaders().getValuesList(HEADER) : List.of();
        return of(text(request.getConnectionMetaData().getRemoteSocketAddress()), forwarded)
                .network();
    }

    /** Returns the network whose share of the server a connection uses, whatever will be sent over it. */
    String networkOf(SocketAddress peer) {
        return ClientAddress.of(text(peer)).network();
    }

    /** Returns whether the connections from this address are those of many clients. */
    boolean isProxy(SocketAddress peer) {
        return isTrusted(ClientAddress.of(text(peer)));
    }

    /** Never asks a name server: what another part of the host application puts in the place of the peer is unresolved. */
    private static String text(SocketAddress peer) {
        if (!(peer instanceof InetSocketAddress socket)) {
            return "";
        }
        return socket.isUnresolved()
                ? socket.getHostString()
                : socket.getAddress().getHostAddress();
    }

    private boolean isTrusted(ClientAddress address) {
        return !address.isUnknown() && trusted.stream().anyMatch(range -> range.contains(address));
    }
}
