package io.moonlight.auth.http.javalin;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.http.ClientAddresses;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.eclipse.jetty.server.Request;

/** Finds the networks whose shares of the server requests and connections use. */
final class Networks {

    private final ClientAddresses addresses;

    Networks(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    /** Returns the network of the client that sent a request. */
    String of(Request request) {
        List<String> forwarded =
                addresses.readsHeaders() ? request.getHeaders().getValuesList(ClientAddresses.HEADER) : List.of();
        return addresses
                .of(text(request.getConnectionMetaData().getRemoteSocketAddress()), forwarded)
                .network();
    }

    /** Returns the network of a connection, whatever will be sent over it. */
    String of(SocketAddress peer) {
        return ClientAddress.of(text(peer)).network();
    }

    /** Returns whether the connections from this address are those of many clients. */
    boolean isProxy(SocketAddress peer) {
        return addresses.isTrusted(ClientAddress.of(text(peer)));
    }

    /** Never asks a name server: a peer that another part of the host application has set is unresolved. */
    private static String text(SocketAddress peer) {
        if (!(peer instanceof InetSocketAddress socket)) {
            return "";
        }
        return socket.isUnresolved()
                ? socket.getHostString()
                : socket.getAddress().getHostAddress();
    }
}
