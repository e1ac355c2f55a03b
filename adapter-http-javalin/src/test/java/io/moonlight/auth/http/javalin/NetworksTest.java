package io.moonlight.auth.http.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class NetworksTest {

    private final Networks networks =
            new Networks(HttpApi.builder(new Backend().auth).build().clientAddresses());

    /** As Jetty's ForwardedRequestCustomizer makes it of a header. */
    @Test
    void of_aPeerThatIsNotResolved_isThatOfItsAddress() {
        assertThat(networks.of(InetSocketAddress.createUnresolved("203.0.113.7", 0)))
                .isEqualTo("203.0.113.7");
        assertThat(networks.of(InetSocketAddress.createUnresolved("localhost", 0)))
                .isEqualTo(ClientAddress.UNKNOWN.network());
    }
}
