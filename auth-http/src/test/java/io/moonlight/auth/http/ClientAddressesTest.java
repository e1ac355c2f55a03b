package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

    private static final ClientAddresses BEHIND_PROXIES = behind("10.0.0.0/8", "2001:db8::/32", "127.0.0.1");

    /** Lines of the header are separated by a bar. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "192.0.2.9; 203.0.113.7; 192.0.2.9",
                "10.1.1.1; ''; 10.1.1.1",
                "10.1.1.1; 203.0.113.7; 203.0.113.7",
                "10.1.1.1; 198.51.100.1, 203.0.113.7; 203.0.113.7",
                "10.1.1.1; 198.51.100.1 , 203.0.113.7 ,10.2.2.2; 203.0.113.7",
                "10.1.1.1; 198.51.100.1|203.0.113.7; 203.0.113.7",
                "10.1.1.1; 203.0.113.7|10.2.2.2, 10.3.3.3; 203.0.113.7",
                "10.1.1.1; 10.4.4.4, 10.2.2.2; 10.4.4.4",
                "10.1.1.1; 203.0.113.7, junk; 10.1.1.1",
                "10.1.1.1; 203.0.113.7, unknown, 10.2.2.2; 10.2.2.2",
                "10.1.1.1; 203.0.113.7, , 10.2.2.2; 10.2.2.2",
                "10.1.1.1; 203.0.113.7:4711; 203.0.113.7",
                "10.1.1.1; [2001:db9::7]:4711; 2001:db9:0:0:0:0:0:7",
                "10.1.1.1; [2001:db9::7]; 2001:db9:0:0:0:0:0:7",
                "10.1.1.1; 2001:db9::7, 2001:db8::1; 2001:db9:0:0:0:0:0:7",
                "10.1.1.1; ::ffff:203.0.113.7; 203.0.113.7",
                "::ffff:10.1.1.1; 203.0.113.7; 203.0.113.7",
                "2001:db8:1::1; 203.0.113.7; 203.0.113.7",
                "2001:db9::1; 203.0.113.7; 2001:db9:0:0:0:0:0:1",
                "10.1.1.1; localhost; 10.1.1.1",
                "10.1.1.1; 203.0.113.07; 10.1.1.1",
                "10.1.1.1; 2130706433; 10.1.1.1",
                "10.1.1.1; 1.2.3; 10.1.1.1",
                "10.1.1.1; 203.0.113.7, .1:2; 10.1.1.1",
                "fe80::1%eth0; 203.0.113.7; fe80:0:0:0:0:0:0:1",
                "[fe80::1%eth0]; 203.0.113.7; fe80:0:0:0:0:0:0:1",
                "10.1.1.1; fe80::1%eth0; fe80:0:0:0:0:0:0:1",
                "[2001:db8:0:0:0:0:0:1]; 203.0.113.7:5; 203.0.113.7",
                "[2001:db8:0:0:0:0:0:1]; [2001:db9::7]:123, 127.0.0.1:80; 2001:db9:0:0:0:0:0:7",
                "[0:0:0:0:0:ffff:a01:101]; [::ffff:203.0.113.7]:443; 203.0.113.7",
                "[0:0:0:0:0:0:0:1]; 203.0.113.7; 0:0:0:0:0:0:0:1",
            })
    void of_peerAndHeader_isTheLastHopThatIsNotTrusted(String peer, String lines, String expected) {
        List<String> forwarded = lines.isEmpty() ? List.of() : Arrays.asList(lines.split("\\|"));
        assertThat(BEHIND_PROXIES.of(peer, forwarded).text()).isEqualTo(expected);
    }

    @Test
    void of_aHeaderWithNobodyTrusted_isThePeer() {
        assertThat(behind().of("127.0.0.1", List.of("203.0.113.7")).text()).isEqualTo("127.0.0.1");
    }

    @Test
    void of_aPeerWithoutAnAddress_isUnknownAndNoProxy() {
        for (String peer : List.of("", "unknown", "0.0.0.0")) {
            assertThat(behind("0.0.0.0/0").of(peer, List.of("203.0.113.7"))).isEqualTo(ClientAddress.UNKNOWN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.9.9.9/8, 10.0.0.1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.7, false",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false"
    })
    void contains_anAddress_comparesTheLeadingBits(String range, String address, boolean expected) {
        assertThat(CidrRange.parse(range)
                        .orElseThrow()
                        .contains(ClientAddress.parse(address).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "::/129",
                "10.0.0.0/",
                "/8",
                "localhost",
                "10.0.0.0/8/8",
                "::ffff:10.0.0.0/95",
                "1:2:3:4:5:6:7:8:9",
                ":",
                "[::1]/64",
                "10.0.0.0:80/8",
                "10.0.0.0:80",
                ".1:2",
                "[::1]:80",
                "fe80::1%eth0",
                "10.0.0.0/ 8"
            })
    void parse_ofNoRange_isEmpty(String text) {
        assertThat(CidrRange.parse(text)).isEmpty();
    }

    private static ClientAddresses behind(String... ranges) {
        return new ClientAddresses(Arrays.stream(ranges)
                .map(CidrRange::parse)
                .flatMap(Optional::stream)
                .toList());
    }
}
