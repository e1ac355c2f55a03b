package io.moonlight.auth.bootstrap;

import io.javalin.config.RoutesConfig;
import io.moonlight.auth.bootstrap.settings.PagesSettings;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.AuthPlugin;
import io.moonlight.auth.pages.WebPages;
import io.moonlight.auth.pages.WebPagesBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Wires the web pages of a server. */
final class PagesWiring {

    private PagesWiring() {}

    static void addTo(RoutesConfig routes, HttpApi api, Settings settings) {
        WebPages pages = pages(api, settings.appName(), settings.pages());
        pages.paths().forEach(path -> AuthPlugin.serve(routes, path, pages::handle));
    }

    private static WebPages pages(HttpApi api, String name, PagesSettings settings) {
        WebPagesBuilder pages = WebPages.builder(api).name(name).returnTo(settings.returnTo());
        settings.accent().ifPresent(pages::accent);
        settings.logo().ifPresent(file -> pages.logo(read(file), type(file)));
        settings.terms().ifPresent(pages::terms);
        settings.privacy().ifPresent(pages::privacy);
        return pages.build();
    }

    private static String type(Path file) {
        String name = file.toString();
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return extension.equals("svg") ? "image/svg+xml" : "image/" + extension;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the logo " + file, e);
        }
    }
}
