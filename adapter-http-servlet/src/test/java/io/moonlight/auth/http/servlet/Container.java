package io.moonlight.auth.http.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.JsonErrorReportValve;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A servlet container with an application, on a free port. */
enum Container {
    TOMCAT {
        @Override
        Running start(String contextPath, Duration readTimeout, List<Mapped> parts) throws Exception {
            TOMCATS_LOG.setLevel(Level.SEVERE); // it tells of every start and stop
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(Path.of("target", "tomcat").toString());
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            tomcat.getConnector().setProperty("connectionTimeout", Long.toString(readTimeout.toMillis()));
            tomcat.getConnector().setProperty("maxSwallowSize", "0"); // bytes that nobody reads end the connection
            tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
            ((StandardHost) tomcat.getHost()).setErrorReportValveClass(JsonErrorReportValve.class.getName());
            Context context = tomcat.addContext(contextPath, null);
            for (Mapped part : parts) {
                if (part.servlet() instanceof Servlet servlet) {
                    Wrapper wrapper = Tomcat.addServlet(context, part.name(), servlet);
                    part.paths().forEach(wrapper::addMapping);
                } else {
                    FilterDef filter = new FilterDef();
                    filter.setFilterName(part.name());
                    filter.setFilter((Filter) part.servlet());
                    context.addFilterDef(filter);
                    FilterMap map = new FilterMap();
                    map.setFilterName(part.name());
                    part.paths().forEach(map::addURLPattern);
                    context.addFilterMap(map);
                }
            }
            tomcat.start();
            return new Running(tomcat.getConnector().getLocalPort(), () -> {
                try {
                    tomcat.stop();
                    tomcat.destroy();
                } catch (LifecycleException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    },
    JETTY {
        @Override
        Running start(String contextPath, Duration readTimeout, List<Mapped> parts) throws Exception {
            Server server = new Server();
            HttpConfiguration http = new HttpConfiguration();
            http.setSendServerVersion(false);
            http.setHeaderCacheCaseSensitive(true);
            // or it answers "//" by a page of its own
            http.setUriCompliance(UriCompliance.from("0,AMBIGUOUS_EMPTY_SEGMENT"));
            ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
            connector.setHost("127.0.0.1");
            connector.setIdleTimeout(readTimeout.toMillis());
            server.addConnector(connector);
            ServletContextHandler context = new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath);
            for (Mapped part : parts) {
                for (String path : part.paths()) {
                    if (part.servlet() instanceof Servlet servlet) {
                        context.addServlet(new ServletHolder(part.name(), servlet), path);
                    } else {
                        context.addFilter(
                                new FilterHolder((Filter) part.servlet()), path, EnumSet.of(DispatcherType.REQUEST));
                    }
                }
            }
            server.setHandler(context);
            server.start();
            return new Running(connector.getLocalPort(), () -> {
                try {
                    server.stop();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    };

    private static final Logger TOMCATS_LOG = Logger.getLogger("org.apache");

    /** A servlet or a filter, and the paths that it is mapped to. */
    record Mapped(String name, Object servlet, List<String> paths) {

        static Mapped of(AuthServlet servlet) {
            return new Mapped("api", servlet, List.of(servlet.mappings()));
        }
    }

    /** What was started. */
    record Running(int port, Runnable stop) implements AutoCloseable {

        @Override
        public void close() {
            stop.run();
        }
    }

    /** @param readTimeout how long the container waits for the next bytes of a request */
    abstract Running start(String contextPath, Duration readTimeout, List<Mapped> parts) throws Exception;
}
