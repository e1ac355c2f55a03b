package io.moonlight.auth.http.javalin;

import static io.moonlight.auth.http.People.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.ClientAddresses;
import io.moonlight.auth.http.People;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients over IPv6, on real sockets, and clients whose address cannot be read are limited like all others. */
class Ipv6ClientsTest {

    private static final String LOOPBACK = "0:0:0:0:0:0:0:1";
    private static final String WRONG = "wrong password";

    private final Backend backend = new Backend();

    @ParameterizedTest
    @CsvSource({"0.0.0.0, [::1]", "::, [::1]", "::1, [::1]", "::, 127.0.0.1", "0.0.0.0, 127.0.0.1"})
    void checkEmail_fromOneAddress_isLimitedWhateverTheServerListensOn(String listening, String called) {
        requireIpv6();
        try (JavalinApi api = limited(listening, List.of()).to(called)) {
            for (int i = 0; i < 20; i++) {
                assertThat(checkEmail(api)).isEqualTo(200);
            }
            assertThat(checkEmail(api)).isEqualTo(429);
        }
    }

    @Test
    void login_overIpv6_countsPairsAndSparesTheOwnersAddress() {
        requireIpv6();
        try (JavalinApi api = limited("::", List.of("::1")).to("[::1]")) {
            People.Person owner = new People(api, backend).register("owner");
            for (int site = 0; site < 10; site++) {
                for (int i = 0; i < 10; i++) {
                    assertThat(logIn(api, owner, WRONG, "2001:db8:0:" + site + "::" + i))
                            .isEqualTo(401);
                }
                assertThat(logIn(api, owner, WRONG, "[2001:db8:0:" + site + "::77]:443"))
                        .isEqualTo(429);
            }
            assertThat(logIn(api, owner, People.PASSWORD, "2001:db8:1::1")).isEqualTo(429);
            assertThat(logIn(api, owner, People.PASSWORD, "")).isEqualTo(200);
            assertThat(sessionAddresses(api, owner)).containsOnly(LOOPBACK);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:5, 203.0.113.7",
        "[2001:db8::7]:123, 2001:db8:0:0:0:0:0:7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        ".1:2, 0:0:0:0:0:0:0:1",
        "203.0.113.7 x, 0:0:0:0:0:0:0:1"
    })
    void login_forwardedByAProxyOnIpv6_hasTheClientsAddress(String forwarded, String expected) {
        requireIpv6();
        try (JavalinApi api = limited("::1", List.of("::1")).to("[::1]")) {
            People people = new People(api, backend);
            People.Person guest = people.login(people.register("guest"), ClientAddresses.HEADER, forwarded);
            assertThat(sessionAddresses(api, guest)).contains(expected);
        }
    }

    /** Another part of the host application sets the peer here, to a text that is not an address. */
    @Test
    void checkEmail_fromAddressesThatCannotBeRead_sharesOneBudget() {
        try (JavalinApi api = JavalinApi.of(config -> {
            config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(new ForwardedRequestCustomizer()));
            config.registerPlugin(JavalinApi.plugin(
                    backend.builder().limits(LimitPolicy.DEFAULT).build()));
        })) {
            for (int i = 0; i < 20; i++) {
                assertThat(checkEmail(api, ClientAddresses.HEADER, "_hidden" + i))
                        .isEqualTo(200);
            }
            assertThat(checkEmail(api, ClientAddresses.HEADER, "unknown")).isEqualTo(429);
            assertThat(checkEmail(api, ClientAddresses.HEADER, "203.0.113.7")).isEqualTo(200);
        }
    }

    private JavalinApi limited(String listening, List<String> proxies) {
        return JavalinApi.listening(
                listening,
                backend.builder().limits(LimitPolicy.DEFAULT).build(),
                options -> options.trustedProxies(proxies),
                plugin -> plugin);
    }

    private static int checkEmail(JavalinApi api, String... headers) {
        return api.post("/check-email", json("email", "ada@example.org"), headers)
                .status();
    }

    private static int logIn(JavalinApi api, People.Person who, String password, String from) {
        return api.post("/login", json("email", who.email(), "password", password), ClientAddresses.HEADER, from)
                .status();
    }

    private static List<String> sessionAddresses(JavalinApi api, People.Person who) {
        Api.Answer sessions = api.get("/api/v1/users/me/sessions", "Authorization", "Bearer " + who.access());
        return sessions.data().path("sessions").findValues("ip").stream()
                .map(JsonNode::asText)
                .toList();
    }

    /** Some containers have no IPv6, not even on the loopback interface. */
    private static void requireIpv6() {
        try (ServerSocket probe = new ServerSocket(0, 1, ClientAddress.of("::1").value())) {
            assertThat(probe.isBound()).isTrue();
        } catch (IOException e) {
            assumeTrue(false, "no IPv6 here: " + e.getMessage());
        }
    }
}
