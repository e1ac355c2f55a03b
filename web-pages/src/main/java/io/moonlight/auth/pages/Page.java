package io.moonlight.auth.pages;

import java.util.ArrayList;
import java.util.List;

/**
 * One page: a template and a script of the same name.
 *
 * @param path where it is served
 * @param home where the logo leads
 * @param name the name of template and script
 * @param layout a class of the stylesheet
 * @param texts the prefix of the files with its own texts; empty if it has only the common ones
 * @param parts further scripts that it imports
 */
record Page(String path, String home, String name, String layout, String texts, List<String> parts) {

    private static final String ENTRY = "entry";
    private static final String FULL = "full";
    private static final String DEVELOPMENT = "dev";

    /** @param byCode whether users can sign in by a mailed code */
    static List<Page> account(String path, boolean byCode) {
        List<String> steps = List.of("code-steps.js");
        List<Page> pages = new ArrayList<>(List.of(
                new Page(path, path, "account", "wide", "", steps),
                new Page(path + "/sign-in", path, "sign-in", ENTRY, "", List.of()),
                new Page(path + "/sign-up", path, "sign-up", ENTRY, "", steps),
                new Page(path + "/forgot-password", path, "forgot-password", ENTRY, "", steps)));
        if (byCode) {
            pages.add(new Page(path + "/sign-in-code", path, "sign-in-code", ENTRY, "", steps));
        }
        return pages;
    }

    static Page console(String path) {
        return new Page(path, path, "console", FULL, "console", List.of());
    }

    static List<Page> development(String path) {
        List<String> tools = List.of("tools.js");
        return List.of(
                new Page(path, path, "dev", FULL, DEVELOPMENT, tools),
                new Page(path + "/mails", path, "mails", FULL, DEVELOPMENT, tools));
    }

    /** Returns the files that only this page and its like load. */
    List<String> scripts() {
        List<String> scripts = new ArrayList<>(parts);
        scripts.add(name + ".js");
        if (!texts.isEmpty()) {
            scripts.add(texts + "-zh.js");
            scripts.add(texts + "-en.js");
        }
        return scripts;
    }
}
