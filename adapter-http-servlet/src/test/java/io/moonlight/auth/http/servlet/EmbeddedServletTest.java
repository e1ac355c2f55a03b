package io.moonlight.auth.http.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.HttpApiBuilder;
import io.moonlight.auth.http.People;
import io.moonlight.auth.http.WireApi;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The servlet in an application that has paths of its own, on each container. */
class EmbeddedServletTest {

    private static final String CALL = "POST /api/v1/auth/check-email HTTP/1.1\r\nHost: x\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] BODY = "{\"email\":\"ada@example.org\"}".getBytes(UTF_8);

    private final Backend backend = new Backend();
    private final HttpApiBuilder options = HttpApi.builder(backend.auth);

    /** Answers by the path that it sees, or with the caller that a guard has admitted. */
    private static final class Host extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path = request.getRequestURI();
            if (path.endsWith("/missing")) {
                response.sendError(404, "not here");
            } else if (path.contains("/orders")) {
                response.getWriter()
                        .write(GuardFilter.principal(request).user().username().value());
            } else {
                response.getWriter().write("host " + path);
            }
        }
    }

    private static Container.Mapped host() {
        return new Container.Mapped("host", new Host(), List.of("/"));
    }

    @ParameterizedTest
    @EnumSource
    void paths_ofTheApplication_stayItsOwn(Container container) throws Exception {
        AuthServlet servlet = new AuthServlet(options.build());
        try (Container.Running app = container.start("/app", LONG, List.of(Container.Mapped.of(servlet), host()))) {
            HttpText http = new HttpText(app.port());
            for (String path : List.of("/app/", "/app/api/v1/own", "/app/api/v1/users/you", "/app/api/v2/auth/login")) {
                assertThat(http.get(path)).startsWith("HTTP/1.1 200").contains("host " + path);
            }
            assertThat(http.get("/app/missing")).startsWith("HTTP/1.1 404").contains("not here");
            assertThat(http.get("/app/api/v1/users/me"))
                    .startsWith("HTTP/1.1 401")
                    .contains("INVALID_TOKEN");
            assertThat(http.get("/app/api/v1/users/me/"))
                    .startsWith("HTTP/1.1 401")
                    .contains("INVALID_TOKEN");
            assertThat(http.get("/app/api/v1/users/me/sessions/1/2"))
                    .startsWith("HTTP/1.1 404")
                    .endsWith("\"error\":\"NOT_FOUND\"}");
            assertThat(http.get("/app/api/v1/auth/login"))
                    .startsWith("HTTP/1.1 405")
                    .contains("METHOD_NOT_ALLOWED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void guard_ofPathsOfTheApplication_admitsSignedInUsersAlone(Container container) throws Exception {
        HttpApi api = options.build();
        Container.Mapped guard = new Container.Mapped("guard", new GuardFilter(api), List.of("/orders", "/orders/*"));
        try (Container.Running app =
                        container.start("", LONG, List.of(guard, Container.Mapped.of(new AuthServlet(api)), host()));
                Api shop = new WireApi(app.port())) {
            People.Person ada = new People(shop, backend).register("Ada");
            HttpText http = new HttpText(app.port());
            for (String path : List.of("/orders", "/orders/1", "/orders/../orders/1", "/x/../orders", "/%6frders")) {
                assertThat(http.get(path)).doesNotContain("200 ", "host /");
            }
            assertThat(http.get("/orders")).startsWith("HTTP/1.1 401").contains("{\"code\":401,");
            assertThat(http.get("/orders/1", "Authorization: Bearer " + ada.access()))
                    .startsWith("HTTP/1.1 200")
                    .contains("Ada");
            assertThat(http.get("/ordersoftheday")).startsWith("HTTP/1.1 500"); // no guard, and so no caller
        }
    }

    @ParameterizedTest
    @EnumSource
    void guard_forARole_admitsUsersWithThatRoleAlone(Container container) throws Exception {
        HttpApi api = options.adminKey(People.ADMIN_KEY).build();
        Container.Mapped guard = new Container.Mapped("guard", new GuardFilter(api, "editor"), List.of("/orders"));
        try (Container.Running app =
                        container.start("", LONG, List.of(guard, Container.Mapped.of(new AuthServlet(api)), host()));
                Api shop = new WireApi(app.port())) {
            People people = new People(shop, backend);
            People.Person ada = people.register("Ada");
            HttpText http = new HttpText(app.port());
            String token = "Authorization: Bearer " + ada.access();
            assertThat(http.get("/orders")).startsWith("HTTP/1.1 401").contains("INVALID_TOKEN");
            assertThat(http.get("/orders", token)).startsWith("HTTP/1.1 403").contains("FORBIDDEN");
            people.admin("PUT", "/users/" + ada.id() + "/roles", "{\"roles\":[\"editor\"]}");
            assertThat(http.get("/orders", token)).startsWith("HTTP/1.1 200").contains("Ada");
        }
    }

    @Test
    void guard_forWhatIsNoRole_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GuardFilter(options.build(), "Editor"));
    }

    @ParameterizedTest
    @EnumSource
    void anotherFunction_answersTheRequestsToItsPaths(Container container) throws Exception {
        AuthServlet page = new AuthServlet(
                List.of("/page"),
                request -> new ApiResponse(
                        200,
                        Map.of("Content-Type", "text/plain"),
                        (request.method() + " " + request.path() + " " + request.query()).getBytes(UTF_8),
                        Optional.of("/page")));
        try (Container.Running app = container.start("/app", LONG, List.of(Container.Mapped.of(page), host()))) {
            HttpText http = new HttpText(app.port());
            assertThat(http.get("/app/page?a=%20b")).startsWith("HTTP/1.1 200").contains("GET /page a=%20b");
            assertThat(http.get("/app/page/1")).startsWith("HTTP/1.1 200").contains("host /app/page/1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void body_thatTrickles_isEndedWith408(Container container) throws Exception {
        AuthServlet servlet = new AuthServlet(options.build(), SHORT);
        try (Container.Running app = container.start("", LONG, List.of(Container.Mapped.of(servlet)));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(CALL.getBytes(ISO_8859_1));
            for (int i = 0; i < 900 && socket.getInputStream().available() == 0; i++) {
                out.write(' ');
                Thread.sleep(20);
            }
            out.write(' '); // Tomcat closes at the next byte
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("\r\nConnection: close")
                    .endsWith("\"error\":\"VALIDATION_ERROR\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void body_ofAClientThatFallsSilent_isEndedByTheContainersTimeout(Container container) throws Exception {
        AuthServlet servlet = new AuthServlet(options.build());
        try (Container.Running app = container.start("", SHORT, List.of(Container.Mapped.of(servlet)));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(CALL.getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("\r\nContent-Type: application/json");
        }
    }

    @ParameterizedTest
    @EnumSource
    void body_thatIsCut_isAnsweredOrClosedAndHarmsNobody(Container container) throws Exception {
        AuthServlet servlet = new AuthServlet(options.build());
        try (Container.Running app = container.start("", LONG, List.of(Container.Mapped.of(servlet)))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
                socket.getOutputStream().write(CALL.getBytes(ISO_8859_1));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
                assertThat(answer)
                        .satisfiesAnyOf(
                                text -> assertThat(text).isEmpty(),
                                text -> assertThat(text).startsWith("HTTP/1.1 400 "));
                assertThat(answer).doesNotContain("<html");
            }
            try (Api api = new WireApi(app.port())) {
                assertThat(api.send("POST", "/api/v1/auth/check-email", BODY).status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answerWithoutABody_isNotReplacedByAPageOfTheContainer(Container container) throws Exception {
        AuthServlet servlet = new AuthServlet(options.build());
        try (Container.Running app = container.start("", LONG, List.of(Container.Mapped.of(servlet)))) {
            String answer = new HttpText(app.port()).send("HEAD", "/api/v1/users/me");
            assertThat(answer)
                    .startsWith("HTTP/1.1 401")
                    .contains("\r\nContent-Type: application/json\r\n")
                    .endsWith("\r\n\r\n");
            assertThat(answer).doesNotContain("text/html");
        }
    }

    @ParameterizedTest
    @EnumSource
    void cookieMode_besideCookiesOfTheApplication_leavesThemAlone(Container container) throws Exception {
        Filter before = (request, response, chain) -> {
            ((HttpServletResponse) response).addCookie(new Cookie("theirs", "kept"));
            chain.doFilter(request, response);
        };
        Container.Mapped filter = new Container.Mapped("before", before, List.of("/*"));
        Container.Mapped calls = Container.Mapped.of(new AuthServlet(options.build()));
        try (Container.Running app = container.start("", LONG, List.of(filter, calls));
                Api api = new WireApi(app.port())) {
            String own = "https://127.0.0.1:" + app.port();
            assertThat(api.post("/logout", "", "X-Auth-Mode", "cookie", "Origin", own)
                            .headers()
                            .allValues("Set-Cookie"))
                    .hasSize(2)
                    .anySatisfy(cookie -> assertThat(cookie).startsWith("theirs=kept"))
                    .anySatisfy(cookie -> assertThat(cookie).startsWith("__Host-moonlight_refresh=;"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void addressOfTheClient_isThatOfTheSocketOrOfATrustedProxy(Container container) throws Exception {
        AuthServlet servlet =
                new AuthServlet(options.trustedProxies(List.of("127.0.0.1")).build());
        try (Container.Running app = container.start("", LONG, List.of(Container.Mapped.of(servlet)));
                Api api = new WireApi(app.port())) {
            byte[] login = "{\"email\":\"ada@example.org\",\"password\":\"correct horse\"}".getBytes(UTF_8);
            api.send("POST", "/api/v1/auth/login", login);
            api.send("POST", "/api/v1/auth/login", login, "X-Forwarded-For", "203.0.113.7");
            assertThat(backend.events.recorded())
                    .extracting(event -> event.client().address().orElseThrow().toString())
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void api_whenItsServletIsDestroyed_drains(Container container) throws Exception {
        HttpApi api = options.ownsServer(true).build();
        try (Container.Running app = container.start("", LONG, List.of(Container.Mapped.of(new AuthServlet(api))))) {
            assertThat(new HttpText(app.port()).get("/health/ready")).startsWith("HTTP/1.1 200");
        }
        assertThat(Api.of(api).get("/health/ready").status()).isEqualTo(503);
    }

    @Test
    void mappings_areThoseOfTheCallsOrAll() {
        assertThat(new AuthServlet(options.build()).mappings())
                .contains("/api/v1/auth/login", "/api/v1/users/me", "/api/v1/users/me/", "/api/v1/users/me/sessions/*")
                .doesNotHaveDuplicates()
                .noneMatch(pattern -> pattern.contains("{"));
        assertThat(new AuthServlet(options.ownsServer(true).build()).mappings()).containsExactly("/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT5M0.001S"})
    void bodyTimeout_outOfItsRange_isRejected(Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServletBinding(timeout))
                .withMessage("bodyTimeout must be more than 0 and at most 5 min");
    }

    @Test
    void principal_whereNoGuardIs_isRefused() {
        HttpServletRequest request = new HttpServletRequestWrapper((HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> null));
        assertThatIllegalStateException()
                .isThrownBy(() -> GuardFilter.principal(request))
                .withMessage("this path has no guard");
    }
}
