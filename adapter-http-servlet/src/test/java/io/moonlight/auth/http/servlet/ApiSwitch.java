package io.moonlight.auth.http.servlet;

import io.moonlight.auth.http.SharedServer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One container for the APIs of a whole suite. */
final class ApiSwitch {

    private ApiSwitch() {}

    /** Starts it. */
    static Container.Running start(Container container) throws Exception {
        SharedServer<AuthServlet> shared = new SharedServer<>(AuthServlet::new);
        HttpServlet servlet = new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws ServletException, IOException {
                shared.find(request.getHeader(SharedServer.HEADER)).service(request, response);
            }
        };
        Container.Running running = container.start(
                "", Duration.ofSeconds(20), List.of(new Container.Mapped("apis", servlet, List.of("/*"))));
        shared.start(running.port());
        return running;
    }
}
