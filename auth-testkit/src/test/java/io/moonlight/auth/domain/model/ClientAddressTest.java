package io.moonlight.auth.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 192.0.2.1, 192.0.2.x",
        "0.0.0.0, 0.0.0.0, 0.0.0.0, 0.0.0.x",
        "255.255.255.255, 255.255.255.255, 255.255.255.255, 255.255.255.x",
        "::ffff:192.0.2.1, 192.0.2.1, 192.0.2.1, 192.0.2.x",
        "::ffff:c000:201, 192.0.2.1, 192.0.2.1, 192.0.2.x",
        "2001:db8:0:1:2:3:4:5, 2001:db8:0:1:0:0:0:0/64, 2001:db8:0:1:2:3:4:5, 2001:db8:0:1:0:0:0:0/64",
        "2001:db8:0:1::, 2001:db8:0:1:0:0:0:0/64, 2001:db8:0:1:0:0:0:0, 2001:db8:0:1:0:0:0:0/64",
        "2001:db8:0:2::1, 2001:db8:0:2:0:0:0:0/64, 2001:db8:0:2:0:0:0:1, 2001:db8:0:2:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64, 0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:0/64"
    })
    void new_ofAnyAddress_knowsItsNetworkTextAndMask(String typed, String network, String text, String mask)
            throws UnknownHostException {
        ClientAddress address = new ClientAddress(InetAddress.getByName(typed));
        assertThat(address.network()).isEqualTo(network);
        assertThat(address.text()).isEqualTo(text);
        assertThat(address).hasToString(mask);
    }

    @Test
    void new_ofAMappedAddressThatIsStillIpv6_isTheIpv4Address() throws UnknownHostException {
        Inet6Address mapped = Inet6Address.getByAddress("proxy", MAPPED, -1);
        assertThat(mapped.getAddress()).hasSize(16);
        ClientAddress address = new ClientAddress(mapped);
        assertThat(address).isEqualTo(new ClientAddress(InetAddress.getByName("192.0.2.1")));
        assertThat(address.network()).isEqualTo("192.0.2.1");
        assertThat(address).hasToString("192.0.2.x");
    }

    @Test
    void new_ofALinkLocalAddress_forgetsTheScope() throws UnknownHostException {
        byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
        ClientAddress scoped = new ClientAddress(Inet6Address.getByAddress(null, bytes, 3));
        assertThat(scoped.text()).isEqualTo("fe80:0:0:0:0:0:0:1");
        assertThat(scoped.network()).isEqualTo("fe80:0:0:0:0:0:0:0/64");
        assertThat(scoped).isEqualTo(new ClientAddress(InetAddress.getByName("fe80::1")));
    }

    @Test
    void new_ofANamedAddress_forgetsTheName() throws UnknownHostException {
        ClientAddress named = new ClientAddress(InetAddress.getByAddress("secret.example", new byte[] {10, 0, 0, 1}));
        assertThat(named.value().toString()).isEqualTo("/10.0.0.1");
    }

    @Test
    void new_ofNull_isAnError() {
        assertThatNullPointerException().isThrownBy(() -> new ClientAddress(null));
    }
}
