package io.moonlight.auth.bootstrap;

import io.javalin.config.RoutesConfig;
import io.moonlight.auth.bootstrap.development.DevMailbox;
import io.moonlight.auth.bootstrap.development.DevPages;
import io.moonlight.auth.bootstrap.development.DocPages;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Wires the web pages of a server. */
final class PagesWiring {

    private static final String ACCOUNT_PATH = "/account";
    private static final String CONSOLE_PATH = "/admin";

    private PagesWiring() {}

    static void addTo(RoutesConfig routes, HttpApi api, Settings settings) {
        WebPages pages = pages(api, settings);
        pages.paths().forEach(path -> AuthPlugin.serve(routes, path, pages::handle));
    }

    private static WebPages pages(HttpApi api, Settings all) {
        PagesSettings settings = all.pages();
        WebPagesBuilder pages =
                WebPages.builder(api).path(ACCOUNT_PATH).name(all.appName()).returnTo(settings.returnTo());
        settings.accent().ifPresent(pages::accent);
        settings.logo().ifPresent(file -> pages.logo(read(file), type(file)));
        settings.terms().ifPresent(pages::terms);
        settings.privacy().ifPresent(pages::privacy);
        all.secrets().adminKey().ifPresent(key -> pages.console(CONSOLE_PATH));
        return pages.build();
    }

    /** Returns the pages that a development server shows about itself. */
    static DevPages development(
            HttpApi api, Settings settings, Optional<DevMailbox> mailbox, IntSupplier managementPort) {
        boolean pages = settings.pages().served();
        boolean console = pages && settings.secrets().adminKey().isPresent();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", settings.appName());
        facts.put("version", Version.current());
        facts.put("data", settings.dataDir().toAbsolutePath().normalize().toString());
        facts.put("database", settings.database().isPresent() ? "external" : "embedded");
        facts.put("limiter", settings.limiter().name().toLowerCase(Locale.ROOT));
        facts.put("mail", mailbox.isPresent() ? "mailbox" : "smtp");
        facts.put("pages", pages ? ACCOUNT_PATH : "");
        facts.put("console", console ? CONSOLE_PATH : "");
        facts.put("docs", settings.debug() ? DocPages.PATH : "");
        return new DevPages(
                api,
                settings.appName(),
                () -> {
                    Map<String, Object> now = new LinkedHashMap<>(facts);
                    now.put("management_port", managementPort.getAsInt());
                    return now;
                },
                mailbox);
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
