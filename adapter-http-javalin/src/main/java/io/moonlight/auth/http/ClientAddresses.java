package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.ClientAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a request really comes from: the socket's peer, or, behind trusted proxies, the right-most entry of {@code
 * X-Forwarded-For} that is not a trusted proxy itself. An entry that is no address ends the search at the last trusted
 * hop, since whoever wrote it is not to be believed.
 */
final class ClientAddresses {

    static final String HEADER = "X-Forwarded-For";

    private final List<CidrRange> trusted;

    ClientAddresses(List<CidrRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Whether any header can matter. */
    boolean readsHeaders() {
        return !trusted.isEmpty();
    }

    /**
     * @param peer the socket's address, empty where it has none
     * @param forwarded all lines of the header, in order
     */
    Optional<ClientAddress> of(String peer, List<String> forwarded) {
        return IpLiteral.parse(peer).map(address -> new ClientAddress(origin(address, forwarded)));
    }

    private InetAddress origin(InetAddress peer, List<String> forwarded) {
        String[] entries = String.join(",", forwarded).split(",", -1);
        InetAddress current = peer;
        for (int i = entries.length - 1; i >= 0 && isTrusted(current); i--) {
            Optional<InetAddress> next = IpLiteral.parseForwarded(entries[i].strip());
            if (next.isEmpty()) {
                return current;
            }
            current = next.get();
        }
        return current;
    }

    private boolean isTrusted(InetAddress address) {
        for (CidrRange range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
