package io.moonlight.auth.http.javalin;

import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.HttpApiSuite;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;

/** The HTTP API as a Javalin plugin, on a server of its own each. */
class JavalinHttpTest extends HttpApiSuite {

    @BeforeSuite
    static void start() {
        Api.servedBy(JavalinApi::serving);
    }

    @AfterSuite
    static void stop() {
        Api.servedBy(Api::of);
    }
}
