package io.moonlight.auth.http.javalin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.javalin.Javalin;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.People;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a host application: the API below its path is whole, and everything else is as it was. */
class EmbeddedAppTest {

    private static final String BODY = "{\"email\":\"ada@example.org\"}";

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final JavalinApi api = JavalinApi.of(config -> {
        config.routes.before(ctx -> ctx.header("X-App", "theirs").cookie("theirs", "kept"));
        config.routes.get("/", ctx -> ctx.result("their page"));
        config.routes.get("/api/v1/theirs", ctx -> ctx.result("their call"));
        config.routes.get("/boom", ctx -> {
            throw new IllegalStateException("theirs");
        });
        config.registerPlugin(JavalinApi.plugin(new Backend().auth));
        config.routes.get("/<all>", ctx -> ctx.status(404).result("their own 404"));
        config.routes.post("/<all>", ctx -> ctx.result("their catch-all"));
        config.routes.exception(Exception.class, (e, ctx) -> ctx.status(500).result("their error"));
        for (int status : new int[] {400, 401, 404, 405, 415}) {
            config.routes.error(status, ctx -> ctx.result("their error page"));
        }
        config.routes.after(ctx -> ctx.header("X-After", "theirs"));
        config.requestLogger.http((ctx, ms) -> logged.add(ctx.path() + " " + ctx.statusCode()));
    });

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void calls_ofTheApi_workAndStayInTheEnvelope() {
        assertThat(api.post("/check-email", BODY).text())
                .isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{\"exists\":false}}");
        assertThat(api.post("/login", "{").text())
                .isEqualTo("{\"code\":400,\"message\":\"数据验证失败\",\"error\":\"VALIDATION_ERROR\"}");
        assertThat(api.post("/refresh", "{\"refresh_token\":\"x\"}").message()).isEqualTo("无效的刷新令牌");
        assertThat(api.post("/login", BODY, "Content-Type", "text/plain").error())
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        assertThat(api.post("/check-email", BODY).header("X-App")).isEqualTo("theirs");
        assertThat(api.post("/check-email", BODY).header("X-Request-ID")).matches("[0-9a-f]{32}");
        assertThat(new ArrayList<>(logged)).contains("/api/v1/auth/check-email 200", "/api/v1/auth/login 400");
    }

    @Test
    void cookieMode_besideCookiesOfTheApplication_leavesThemAlone() {
        String own = "https://127.0.0.1:" + api.port();
        assertThat(api.post("/logout", "", "X-Auth-Mode", "cookie", "Origin", own)
                        .headers()
                        .allValues("Set-Cookie"))
                .hasSize(2)
                .anySatisfy(cookie -> assertThat(cookie).startsWith("theirs=kept"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("__Host-moonlight_refresh=;"));
    }

    @Test
    void unknownPathsAndMethods_belowTheBasePath_areInTheEnvelope() {
        assertThat(api.get("/api/v1/auth/login").error()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(api.send("BREW", "/api/v1/auth/login", new byte[0]).error()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(api.get("/api/v1/none").error()).isEqualTo("NOT_FOUND");
        assertThat(api.send("POST", "/api/v1/", new byte[0]).error()).isEqualTo("NOT_FOUND");
        assertThat(api.send("BREW", "/api/v1/none", new byte[0]).error()).isEqualTo("NOT_FOUND");
        assertThat(api.send("PUT", "/api/v1/none", new byte[0]).error()).isEqualTo("NOT_FOUND");
    }

    @Test
    void calls_thatNameAnotherMethodInAHeader_areThoseOfTheirOwnMethod() {
        Api.Answer answer = api.send(
                "PUT",
                "/api/v1/auth/check-email",
                BODY.getBytes(StandardCharsets.UTF_8),
                "X-HTTP-Method-Override",
                "POST");
        People.refused(answer, 405, "METHOD_NOT_ALLOWED", "不支持的请求方法");
        Api.Answer called = api.post("/check-email", BODY, "X-HTTP-Method-Override", "DELETE");
        assertThat(called.status()).isEqualTo(200);
        People.refused(
                api.send("GET", "/api/v1/none", new byte[0], "X-HTTP-Method-Override", "BEFORE"),
                404,
                "NOT_FOUND",
                "资源不存在");
    }

    @Test
    void everythingElse_ofTheApplication_isAsItWas() {
        assertThat(api.get("/").text()).isEqualTo("their page");
        assertThat(api.get("/").headers().firstValue("X-Request-ID")).isEmpty();
        assertThat(api.get("/").header("X-After")).isEqualTo("theirs");
        assertThat(api.get("/api/v1/theirs").text()).isEqualTo("their call");
        assertThat(api.get("/boom").text()).isEqualTo("their error");
        assertThat(api.get("/nowhere").text()).isEqualTo("their error page");
        assertThat(api.send("POST", "/nowhere", new byte[0]).text()).isEqualTo("their catch-all");
        assertThat(api.send("DELETE", "/nowhere", new byte[0]).text()).isEqualTo("their error page");
        assertThat(api.get("/health").text()).isEqualTo("their error page");
    }

    @Test
    void body_thatAHandlerOfTheApplicationReadBefore_isStillThere() {
        try (JavalinApi nosy = JavalinApi.of(config -> {
            config.routes.before(
                    ctx -> logged.add(new String(ctx.req().getInputStream().readAllBytes(), UTF_8)));
            config.registerPlugin(JavalinApi.plugin(new Backend().auth));
        })) {
            assertThat(nosy.post("/check-email", BODY).status()).isEqualTo(200);
            assertThat(logged).containsExactly(BODY);
        }
    }

    @Test
    void body_overTheLimit_is413WhateverTheApplicationAllows() {
        Api.Answer answer = api.post("/check-email", "{\"x\":\"" + "x".repeat(20_000) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    /** An application often has its own calls below the same path. */
    @Test
    void bodies_ofTheApplicationsOwnCallsBelowTheBasePath_areNotLimited() {
        try (JavalinApi theirs = JavalinApi.of(config -> {
            config.registerPlugin(JavalinApi.plugin(new Backend().auth));
            config.routes.post(
                    "/api/v1/files",
                    ctx -> ctx.result("" + ctx.req().getInputStream().readAllBytes().length));
            config.routes.put("/api/v1/files/{id}", ctx -> ctx.result("" + ctx.bodyAsBytes().length));
        })) {
            byte[] file = new byte[100_000];
            assertThat(theirs.send("POST", "/api/v1/files", file).text()).isEqualTo("100000");
            assertThat(theirs.send("PUT", "/api/v1/files/1", file).text()).isEqualTo("100000");
        }
    }

    @Test
    void bodies_onAServerThatIsNotJavalins_areReadAllTheSame() throws Exception {
        Javalin app = Javalin.create(config -> config.registerPlugin(JavalinApi.plugin(new Backend().auth)));
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(app.javalinServlet()), "/*");
        context.addServletContainerInitializer(new JettyWebSocketServletContainerInitializer());
        server.setHandler(context);
        server.start();
        try {
            URI call = server.getURI().resolve("/api/v1/auth/check-email");
            assertThat(status(call, BODY)).isEqualTo(200);
            assertThat(status(call, BODY + " ".repeat(20_000))).isEqualTo(413);
            assertThat(status(call, "")).isEqualTo(400);
        } finally {
            server.stop();
        }
    }

    private int status(URI call, String body) {
        return api.send(HttpRequest.newBuilder(call)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .status();
    }

    @Test
    void guard_beforeTheApplicationsOwnRoutes_letsUsersAloneIn() {
        Backend backend = new Backend();
        AuthPlugin plugin = JavalinApi.plugin(backend.auth);
        try (JavalinApi shop = JavalinApi.of(config -> {
            config.registerPlugin(plugin);
            plugin.guard(config.routes, "/orders");
            config.routes.get(
                    "/orders/mine",
                    ctx -> ctx.result(
                            AuthPlugin.principal(ctx).user().username().value()));
            config.routes.get(
                    "/open",
                    ctx -> ctx.result(
                            AuthPlugin.principal(ctx).user().username().value()));
            config.routes.error(401, ctx -> ctx.result("their error page"));
            config.routes.exception(IllegalStateException.class, (e, ctx) -> ctx.result(e.getMessage()));
        })) {
            People people = new People(shop, backend);
            People.Person ada = people.register("Ada");
            Api.Answer mine = people.call("GET", "/orders/mine", "", "Bearer " + ada.access());
            assertThat(mine.text()).isEqualTo("Ada");
            assertThat(mine.headers().firstValue("Cache-Control")).isEmpty();
            Api.Answer refused = shop.get("/orders/mine", "X-Request-ID", "r-1", "Accept-Language", "en");
            People.refused(refused, 401, "INVALID_TOKEN", "Invalid access token");
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(refused.header("X-Request-ID")).isEqualTo("r-1");
            assertThat(shop.get("/open").text()).isEqualTo("this route has no guard");
            shop.post("/logout", People.json("refresh_token", ada.refresh()));
            Api.Answer dead = people.call("GET", "/orders/mine", "", "Bearer " + ada.access(), "X-Request-ID", "r-2");
            People.refused(dead, 401, "INVALID_TOKEN", "无效的访问令牌");
            assertThat(dead.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
            assertThat(backend.events.recorded())
                    .last()
                    .satisfies(event -> assertThat(event.client().requestId()).isEqualTo("r-2"));
        }
    }

    @Test
    void guard_withARole_letsUsersWithThatRoleAloneInAsTheyAreNow() {
        Backend backend = new Backend();
        AuthPlugin plugin = AuthPlugin.builder(
                        HttpApi.builder(backend.auth).adminKey(People.ADMIN_KEY).build())
                .build();
        try (JavalinApi shop = JavalinApi.of(config -> {
            config.registerPlugin(plugin);
            plugin.guard(config.routes, "/desk", "editor");
            plugin.answerErrors(config.routes);
            config.routes.get("/desk", ctx -> ctx.result("in"));
            config.routes.get("/desk/all", ctx -> {
                AuthPlugin.principal(ctx).requireRole("chief");
                ctx.result("all");
            });
        })) {
            People people = new People(shop, backend);
            People.Person ada = people.register("Ada");
            String token = "Bearer " + ada.access();
            People.refused(shop.get("/desk"), 401, "INVALID_TOKEN", "无效的访问令牌");
            People.refused(people.call("GET", "/desk", "", token), 403, "FORBIDDEN", "没有权限");
            people.admin("PUT", "/users/" + ada.id() + "/roles", "{\"roles\":[\"editor\"]}");
            assertThat(people.call("GET", "/desk", "", token).text()).isEqualTo("in");
            People.refused(people.call("GET", "/desk/all", "", token), 403, "FORBIDDEN", "没有权限");
            people.admin("PUT", "/users/" + ada.id() + "/roles", "{\"roles\":[\"editors\"]}");
            People.refused(people.call("GET", "/desk", "", token), 403, "FORBIDDEN", "没有权限");
        }
    }

    @Test
    void guard_withWhatIsNoRole_isRefused() {
        AuthPlugin plugin = JavalinApi.plugin(new Backend().auth);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Javalin.create(config -> plugin.guard(config.routes, "/desk", "Editor")));
    }

    @Test
    void guard_ofAPath_isBeforeThePathItselfAndAllBelowIt() {
        AuthPlugin plugin = JavalinApi.plugin(new Backend().auth);
        try (JavalinApi shop = JavalinApi.of(config -> {
            plugin.guard(config.routes, "/orders");
            config.registerPlugin(plugin);
            config.routes.get("/orders", ctx -> ctx.result("secret"));
            config.routes.get("/orders/{id}", ctx -> ctx.result("secret"));
            config.routes.delete("/orders/{id}/lines/{line}", ctx -> ctx.result("secret"));
            config.routes.get("/orders-of-the-day", ctx -> ctx.result("open"));
        })) {
            for (String path : List.of("/orders", "/orders/", "/orders/1", "/orders/1/", "/orders/nowhere/else")) {
                People.refused(shop.get(path), 401, "INVALID_TOKEN", "无效的访问令牌");
            }
            assertThat(shop.send("DELETE", "/orders/1/lines/2", new byte[0]).status())
                    .isEqualTo(401);
            assertThat(shop.get("/orders-of-the-day").text()).isEqualTo("open");
            assertThat(shop.post("/check-email", BODY).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "orders", "/orders/", "/orders/*", "/*", "/<all>", "/a b", "/api", "/api/v1"})
    void guard_ofWhatIsNoPathOrHoldsTheApi_isRefused(String path) {
        AuthPlugin plugin = JavalinApi.plugin(new Backend().auth);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Javalin.create(config -> plugin.guard(config.routes, path)));
    }

    @Test
    void errors_ofTheLibraryInTheApplicationsHandlers_areAnsweredAsTheApiDoes() {
        AuthPlugin plugin = JavalinApi.plugin(new Backend().auth);
        try (JavalinApi shop = JavalinApi.of(config -> {
            config.registerPlugin(plugin);
            config.routes.exception(Exception.class, (e, ctx) -> ctx.status(500).result("their error"));
            plugin.answerErrors(config.routes);
            config.routes.get("/email", ctx -> ctx.result(new EmailAddress("x").value()));
            config.routes.get("/token", ctx -> {
                throw new AuthException(new AuthError.InvalidAccessToken());
            });
            config.routes.get("/limit", ctx -> {
                throw new AuthException(new AuthError.RateLimited(Duration.ofSeconds(7)));
            });
            config.routes.get("/away", ctx -> {
                throw new AuthUnavailableException("database", new IOException("gone"));
            });
            for (FieldProblem problem : FieldProblem.values()) {
                config.routes.get("/" + problem, ctx -> {
                    throw new AuthException(new AuthError.InvalidValue(problem));
                });
            }
            config.routes.get("/boom", ctx -> {
                throw new IllegalStateException("theirs");
            });
        })) {
            Api.Answer email = shop.get("/email", "Accept-Language", "en", "X-Request-ID", "r-1");
            assertThat(email.status()).isEqualTo(400);
            assertThat(email.error()).isEqualTo("VALIDATION_ERROR");
            assertThat(email.fieldMessage("email")).isNotEmpty();
            assertThat(email.header("X-Request-ID")).isEqualTo("r-1");
            People.refused(shop.get("/token"), 401, "INVALID_TOKEN", "无效的访问令牌");
            assertThat(shop.get("/limit").header("Retry-After")).isEqualTo("7");
            assertThat(shop.get("/away").error()).isEqualTo("SERVICE_UNAVAILABLE");
            for (FieldProblem problem : FieldProblem.values()) {
                assertThat(shop.get("/" + problem).json().path("errors")).hasSize(1);
            }
            assertThat(shop.get("/boom").text()).isEqualTo("their error");
        }
    }

    @Test
    void body_thatAnEarlierHandlerHasRead_isThereForTheCall() {
        try (JavalinApi audited = JavalinApi.of(config -> {
            config.http.maxRequestSize = 100_000;
            config.routes.before(ctx -> logged.add(ctx.body()));
            config.registerPlugin(JavalinApi.plugin(new Backend().auth));
        })) {
            assertThat(audited.post("/check-email", BODY).status()).isEqualTo(200);
            HttpRequest chunked = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + audited.port() + "/api/v1/auth/check-email"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8))))
                    .build();
            assertThat(audited.send(chunked).status()).isEqualTo(200);
            assertThat(audited.post("/check-email", "{").status()).isEqualTo(400);
            assertThat(audited.post("/check-email", "{\"x\":\"" + "x".repeat(20_000) + "\"}")
                            .status())
                    .isEqualTo(413);
            assertThat(audited.post("/check-email", BODY, "Content-Type", "text/plain")
                            .status())
                    .isEqualTo(415);
            assertThat(logged).contains(BODY, "{").doesNotContain("");
        }
    }

    @Test
    void defaultLanguage_ofTheApplicationsChoice_isThatOfAnswersAndMails() {
        Backend backend = new Backend();
        try (JavalinApi english = JavalinApi.of(config -> config.registerPlugin(new AuthPlugin(
                HttpApi.builder(backend.auth).defaultLanguage(Language.ENGLISH).build())))) {
            String request = "{\"email\":\"ada@example.org\",\"type\":\"register\"}";
            assertThat(english.post("/send-code", request).message()).isEqualTo("Verification code sent");
            assertThat(english.post("/refresh", "{\"refresh_token\":\"x\"}", "Accept-Language", "zh")
                            .message())
                    .isEqualTo("无效的刷新令牌");
            backend.deliver();
            assertThat(backend.mailer.sent()).extracting(Mail::language).containsExactly(Language.ENGLISH);
        }
    }

    @Test
    void basePath_ofTheApplicationsChoice_isWhereTheApiLives() {
        try (JavalinApi other = JavalinApi.of(config -> {
            config.router.contextPath = "/app";
            config.registerPlugin(new AuthPlugin(
                    HttpApi.builder(new Backend().auth).basePath("/login-api").build()));
        })) {
            assertThat(other.send("POST", "/app/login-api/auth/check-email", BODY.getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(200);
            assertThat(other.send("BREW", "/app/login-api/auth/check-email", new byte[0])
                            .error())
                    .isEqualTo("METHOD_NOT_ALLOWED");
            assertThat(other.get("/app/nowhere").text()).doesNotContain("NOT_FOUND");
        }
    }
}
