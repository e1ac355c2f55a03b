package io.moonlight.auth.examples.guide;

import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.servlet.AuthServlet;
import io.moonlight.auth.http.servlet.GuardFilter;
import io.moonlight.auth.pages.WebPages;
import jakarta.servlet.ServletContext;

/** Adds the calls and the pages to an application in a servlet container, and guards paths of that application. */
final class Servlets {

    private Servlets() {}

    static void add(ServletContext context, HttpApi api) {
        // guide: begin servlet
        AuthServlet servlet = new AuthServlet(api);
        context.addServlet("moonlight-auth", servlet).addMapping(servlet.mappings());
        context.addFilter("guard", new GuardFilter(api)).addMappingForUrlPatterns(null, false, "/notes", "/notes/*");
        // guide: end
    }

    static void addPages(ServletContext context, HttpApi api) {
        // guide: begin pages-servlet
        WebPages pages = WebPages.builder(api).path("/login").name("Notes").build();
        AuthServlet servlet = new AuthServlet(pages.paths(), pages::handle);
        context.addServlet("moonlight-pages", servlet).addMapping(servlet.mappings());
        // guide: end
    }
}
