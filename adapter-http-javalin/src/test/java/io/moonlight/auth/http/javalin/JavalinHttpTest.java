package io.moonlight.auth.http.javalin;

import io.javalin.Javalin;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.HttpApiSuite;
import io.moonlight.auth.http.People;
import io.moonlight.auth.http.SharedServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;

/**
 * The HTTP API as a Javalin plugin. One server, protected as that of the standalone program, passes each request to the
 * application of its API, which has no server of its own.
 */
class JavalinHttpTest extends HttpApiSuite {

    private static Javalin server;

    @BeforeSuite
    static void start() {
        SharedServer<Javalin> shared =
                new SharedServer<>(api -> Javalin.create(config -> config.registerPlugin(new AuthPlugin(api))));
        Filter pass =
                (request, response, chain) -> shared.find(((HttpServletRequest) request).getHeader(SharedServer.HEADER))
                        .javalinServlet()
                        .service(request, response);
        HttpApi all = HttpApi.builder(new Backend().auth)
                .ownsServer(true)
                .adminKey(People.ADMIN_KEY)
                .build();
        server = Javalin.create(config -> {
                    HttpServerDefaults.apply(config, "127.0.0.1", 0);
                    config.registerPlugin(new AuthPlugin(all));
                    config.jetty.modifyServletContextHandler(context ->
                            context.addFilter(new FilterHolder(pass), "/*", EnumSet.of(DispatcherType.REQUEST)));
                })
                .start();
        shared.start(server.port());
    }

    @AfterSuite
    static void stop() {
        server.jettyServer().server().setStopTimeout(0);
        server.stop();
    }
}
