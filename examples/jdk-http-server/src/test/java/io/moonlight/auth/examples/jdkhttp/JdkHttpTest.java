package io.moonlight.auth.examples.jdkhttp;

import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.HttpApiSuite;
import io.moonlight.auth.http.SharedServer;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;

/** The HTTP API on the JDK's server, by the binding of this example. */
class JdkHttpTest extends HttpApiSuite {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static HttpServer http;

    @BeforeSuite
    static void start() throws IOException {
        SharedServer<HttpApi> shared = new SharedServer<>(api -> api);
        http = LoginServer.listen(0);
        http.setExecutor(THREADS);
        http.createContext("/", exchange -> {
            HttpApi api = shared.find(exchange.getRequestHeaders().getFirst(SharedServer.HEADER));
            LoginServer.send(exchange, api.handle(LoginServer.request(exchange)));
        });
        http.start();
        shared.start(http.getAddress().getPort());
    }

    @AfterSuite
    static void stop() {
        http.stop(0);
        THREADS.shutdown();
    }
}
