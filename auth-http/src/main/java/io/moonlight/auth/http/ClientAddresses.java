package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import java.util.List;
import java.util.Optional;

/**
 * Finds the address that a request comes from: the socket's peer or, behind trusted proxies, the right-most entry of {@code
 * X-Forwarded-For} that is not a trusted proxy itself. An entry that is not an address ends the search at the last trusted
 * hop, since the sender of that entry is not trusted. A peer without a readable address is {@link ClientAddress#UNKNOWN}. Safe for any number of threads.
 */
public final class ClientAddresses {

    /** The header that trusted proxies add to. */
    public static final String HEADER = "X-Forwarded-For";

    private final List<CidrRange> trusted;

    ClientAddresses(List<CidrRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Returns whether the header is read at all. */
    public boolean readsHeaders() {
        return !trusted.isEmpty();
    }

    /**
     * Returns the address of the client.
     *
     * @param peer the socket's address as the server writes it, with brackets and scope; empty where it has none
     * @param forwarded all values of the header, in order
     */
    public ClientAddress of(String peer, List<String> forwarded) {
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

    /** Returns the client of a request with this name. */
    ClientInfo client(ApiRequest request, String id) {
        List<String> forwarded = readsHeaders() ? request.headers().apply(HEADER) : List.of();
        return new ClientInfo(Optional.of(of(request.peer(), forwarded)), request.header("User-Agent"), id);
    }

    /** Returns whether this peer is a trusted proxy, whose connections are those of many clients. */
    public boolean isTrusted(ClientAddress address) {
        return !address.isUnknown() && trusted.stream().anyMatch(range -> range.contains(address));
    }
}
