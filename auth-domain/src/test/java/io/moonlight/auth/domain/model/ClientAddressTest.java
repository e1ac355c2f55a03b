package io.moonlight.auth.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "' 192.0.2.1 ', 192.0.2.1",
        "192.0.2.1:5, 192.0.2.1",
        "192.0.2.1:65535, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
        "[::ffff:192.0.2.1]:123, 192.0.2.1",
        "::1, 0:0:0:0:0:0:0:1",
        "[::1], 0:0:0:0:0:0:0:1",
        "[::1]:123, 0:0:0:0:0:0:0:1",
        "[0:0:0:0:0:0:0:1], 0:0:0:0:0:0:0:1",
        "0000:0000:0000:0000:0000:0000:0000:0001, 0:0:0:0:0:0:0:1",
        "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
        "2001:db8::, 2001:db8:0:0:0:0:0:0",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6::8, 1:2:3:4:5:6:0:8",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "64:ff9b::192.0.2.1, 64:ff9b:0:0:0:0:c000:201",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        "[fe80::1%eth0.100]:443, fe80:0:0:0:0:0:0:1",
        "[fe80:0:0:0:0:0:0:1%2], fe80:0:0:0:0:0:0:1"
    })
    void parse_ofAnAddress_isThatAddress(String text, String expected) {
        assertThat(ClientAddress.parse(text).map(ClientAddress::text)).contains(expected);
        assertThat(ClientAddress.of(text).isUnknown()).isFalse();
    }

    /** The JDK would look some of these up ({@code .1:2}) and read others as numbers ({@code 1.2.3}). */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "localhost",
                "db8",
                "example.org",
                ".1:2",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1..2.3",
                "1.2.3.",
                "2130706433",
                "0x7f.0.0.1",
                "-1.2.3.4",
                "1.2.3.4:",
                "1.2.3.4:123456",
                "1.2.3.4%eth0",
                "[1.2.3.4]",
                "１.2.3.4",
                ":",
                "::1::",
                ":::",
                ":1",
                "1:",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "1:2:3:4::5:6:7:8",
                "12345::",
                "g::",
                "::1.2.3",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "[::1",
                "::1]",
                "[[::1]]",
                "[]",
                "[::1]x",
                "[::1]:port",
                "[::1]:",
                "::1/64",
                "::1,::2"
            })
    void parse_ofAnythingElse_isEmptyAndTheAddressUnknown(String text) {
        assertThat(ClientAddress.parse(text)).isEmpty();
        assertThat(ClientAddress.of(text)).isEqualTo(ClientAddress.UNKNOWN);
    }

    @Test
    void parse_ofWhatTheJdkWrites_isTheSameAddress() throws UnknownHostException {
        RandomGenerator random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            InetAddress address = InetAddress.getByAddress(bytes);
            assertThat(ClientAddress.parse(address.getHostAddress())).contains(new ClientAddress(address));
        }
    }

    @Test
    void parse_ofALongText_isEmptyAtOnce() {
        assertThat(ClientAddress.parse(":".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]", "::ffff:0.0.0.0"})
    void isUnknown_ofAnAddressThatNoCallerHas_isTrue(String text) {
        assertThat(ClientAddress.parse(text).orElseThrow().isUnknown()).isTrue();
    }

    @Test
    void new_ofNull_isAnError() {
        assertThatNullPointerException().isThrownBy(() -> new ClientAddress(null));
    }
}
