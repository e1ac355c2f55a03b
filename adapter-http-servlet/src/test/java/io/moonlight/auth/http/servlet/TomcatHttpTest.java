package io.moonlight.auth.http.servlet;

import io.moonlight.auth.http.HttpApiSuite;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;

/** The HTTP API as a servlet on Tomcat. */
class TomcatHttpTest extends HttpApiSuite {

    private static Container.Running container;

    @BeforeSuite
    static void start() throws Exception {
        container = ApiSwitch.start(Container.TOMCAT);
    }

    @AfterSuite
    static void stop() {
        container.close();
    }
}
