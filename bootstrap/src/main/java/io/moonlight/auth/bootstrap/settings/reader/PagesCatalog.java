package io.moonlight.auth.bootstrap.settings.reader;

import java.nio.file.Path;
import java.util.List;

/** The settings of the web pages. */
final class PagesCatalog {

    static final Setting<Boolean> PAGES = Setting.optional(
            "PAGES",
            "true (development), false",
            "true or false",
            "Whether to serve the [web pages](pages.md) for sign-up, sign-in and accounts, below /account.",
            Setting::parseFlag);
    static final Setting<List<String>> PAGES_RETURN_TO = Setting.optional(
            "PAGES_RETURN_TO",
            "none",
            "URLs, comma-separated",
            "Where the pages may send users after the sign-in: exact addresses, such as https://app.example.org/welcome.",
            Parsers::links);
    static final Setting<String> PAGES_ACCENT = Setting.optional(
            "PAGES_ACCENT", "a blue", "like #4c5fd5", "The colour of buttons and links of the pages.", Parsers::colour);
    static final Setting<Path> PAGES_LOGO = Setting.optional(
            "PAGES_LOGO",
            "a moon",
            "a file: .svg, .png or .webp, at most 50 kB",
            "The logo of the pages.",
            Parsers::logo);
    static final Setting<String> PAGES_TERMS_URL = Setting.optional(
            "PAGES_TERMS_URL", "none", "a URL", "The terms of service, to which the pages link.", Parsers::link);
    static final Setting<String> PAGES_PRIVACY_URL = Setting.optional(
            "PAGES_PRIVACY_URL", "none", "a URL", "The privacy policy, to which the pages link.", Parsers::link);

    /** All settings, in the order of the table in {@code docs/settings.md}. */
    static final List<Setting<?>> ALL =
            List.of(PAGES, PAGES_RETURN_TO, PAGES_ACCENT, PAGES_LOGO, PAGES_TERMS_URL, PAGES_PRIVACY_URL);

    private PagesCatalog() {}
}
