package io.moonlight.auth.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.moonlight.auth.http.HttpApi;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects the options of {@link WebPages}; {@link #build()} names all problems at once. Not thread-safe. */
public final class WebPagesBuilder {

    /** The largest logo, in bytes. */
    public static final int MAX_LOGO_BYTES = 50_000;

    private static final Pattern PATH = Pattern.compile("(/[a-zA-Z0-9._~-]+)+");

    private static final List<String> SHARED =
            List.of("moonlight-auth.js", "kit.js", "zh.js", "en.js", "moon.svg", "night.svg");
    private static final String STYLESHEET = "moonlight.css";
    private static final String SVG = "image/svg+xml";

    private final HttpApi api;
    private final List<String> problems = new ArrayList<>();
    private final List<String> returnTo = new ArrayList<>();
    private final Map<String, byte[]> logo = new HashMap<>();
    private final List<Page> console = new ArrayList<>();
    private boolean development;
    private String path = "/account";
    private String name = "MoonLight";
    private Accent accent = Accent.parse("#4c5fd5").orElseThrow();
    private String terms = "";
    private String privacy = "";

    WebPagesBuilder(HttpApi api) {
        this.api = requireNonNull(api, "api");
    }

    /**
     * Sets the path of the account page, below which all other pages are: one or more segments, without a slash at the end.
     * Default: {@code /account}.
     */
    public WebPagesBuilder path(String mountPath) {
        this.path = checked("path", mountPath, "/account");
        return this;
    }

    private String checked(String option, String mountPath, String example) {
        if (!PATH.matcher(mountPath).matches()) {
            problems.add(option + " must be like " + example);
        }
        return mountPath;
    }

    /**
     * Adds the administration console at a path of its own, such as {@code /admin}. It asks for the administrator's key, so the
     * API must have one. Default: no console.
     */
    public WebPagesBuilder console(String consolePath) {
        console.clear();
        console.add(Page.console(checked("console", consolePath, "/admin")));
        return this;
    }

    /**
     * Serves the start page and the mailbox of a development server in place of the pages for users. The server must answer
     * {@code GET} of their paths with JSON for clients that do not accept HTML. Default: no.
     */
    public WebPagesBuilder development() {
        development = true;
        return this;
    }

    /** Sets the name of the application in headings and titles. Default: MoonLight. */
    public WebPagesBuilder name(String applicationName) {
        this.name = requireNonNull(applicationName, "applicationName");
        return this;
    }

    /** Returns whether {@link #accent} accepts this text. */
    public static boolean isColour(String text) {
        return Accent.parse(text).isPresent();
    }

    /**
     * Sets the colour of buttons and links, such as {@code #4c5fd5}. A colour that could not be read on the pages is made darker
     * or lighter. Default: a blue.
     */
    public WebPagesBuilder accent(String colour) {
        Accent.parse(colour)
                .ifPresentOrElse(parsed -> accent = parsed, () -> problems.add("accent must be like #4c5fd5"));
        return this;
    }

    /**
     * Sets the logo. Default: a moon.
     *
     * @param image at most {@value #MAX_LOGO_BYTES} bytes
     * @param type {@code image/svg+xml}, {@code image/png} or {@code image/webp}
     */
    public WebPagesBuilder logo(byte[] image, String type) {
        if (image.length > MAX_LOGO_BYTES) {
            problems.add("logo has more than " + MAX_LOGO_BYTES + " bytes");
        }
        switch (type) {
            case SVG, "image/png", "image/webp" -> {
                logo.clear();
                logo.put(type.equals(SVG) ? "logo.svg" : type.replace("image/", "logo."), image.clone());
            }
            default -> problems.add("logo must be image/svg+xml, image/png or image/webp");
        }
        return this;
    }

    /** Returns whether {@link #terms}, {@link #privacy} and {@link #returnTo} accept this text. */
    public static boolean isLink(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null && text.indexOf(' ') < 0;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Sets the address of the terms of service: {@code https://…}. Default: no link. */
    public WebPagesBuilder terms(String url) {
        terms = link("terms", url);
        return this;
    }

    /** Sets the address of the privacy policy: {@code https://…}. Default: no link. */
    public WebPagesBuilder privacy(String url) {
        privacy = link("privacy", url);
        return this;
    }

    private String link(String option, String url) {
        if (!isLink(url)) {
            problems.add(option + " must be like https://example.org/" + option);
        }
        return url;
    }

    /**
     * Adds addresses of the application to which the pages may send a user after the sign-in. A page that is opened with
     * {@code ?return_to=} and exactly one of them does so; any other value is ignored. Default: none.
     */
    public WebPagesBuilder returnTo(List<String> urls) {
        for (int i = 0; i < urls.size(); i++) {
            if (!isLink(urls.get(i))) {
                problems.add("returnTo: entry " + (i + 1) + " is not like https://app.example.org/welcome");
            }
        }
        returnTo.addAll(urls);
        return this;
    }

    /**
     * Returns the pages.
     *
     * @throws IllegalArgumentException naming everything that is out of its range
     */
    public WebPages build() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("WebPages is not ready: " + String.join("; ", problems));
        }
        String assets = path + "/assets/";
        List<Page> pages = new ArrayList<>(development ? Page.development(path) : Page.account(path, byCode()));
        pages.addAll(console);
        Map<String, LocalizedFile> files = new LinkedHashMap<>();
        for (Page page : pages) {
            files.put(
                    page.path(),
                    LocalizedFile.of(language ->
                            PageFile.page(Templates.page(page, language, values(page, language.tag())), language)));
            page.scripts().forEach(script -> put(files, assets, script, Templates.asset(script)));
        }
        SHARED.forEach(file -> put(files, assets, file, Templates.asset(file)));
        String style = new String(Templates.asset(STYLESHEET), UTF_8);
        put(files, assets, STYLESHEET, Templates.fill(style, accent.variables()).getBytes(UTF_8));
        logo.forEach((file, image) -> put(files, assets, file, image));
        return new WebPages(api, files);
    }

    private boolean byCode() {
        return api.serves(api.basePath() + "/auth/login-code");
    }

    private static void put(Map<String, LocalizedFile> files, String folder, String name, byte[] bytes) {
        files.put(folder + name, LocalizedFile.same(PageFile.asset(name, bytes)));
    }

    private Map<String, String> values(Page page, String language) {
        Optional<String> image = logo.keySet().stream().findFirst();
        Map<String, String> values = new HashMap<>();
        values.put("lang", language);
        values.put("page", page.name());
        values.put("layout", page.layout());
        values.put("texts", page.texts());
        values.put("home", page.home());
        values.put("name", name);
        values.put("path", path);
        values.put("api", api.basePath());
        values.put("assets", path + "/assets");
        values.put("logo", path + "/assets/" + image.orElse("moon.svg"));
        values.put("return-to", String.join(" ", returnTo));
        values.put("by-code-hidden", byCode() ? "" : "hidden");
        values.put("terms", terms);
        values.put("terms-hidden", terms.isEmpty() ? "hidden" : "");
        values.put("privacy", privacy);
        values.put("privacy-hidden", privacy.isEmpty() ? "hidden" : "");
        return values;
    }
}
