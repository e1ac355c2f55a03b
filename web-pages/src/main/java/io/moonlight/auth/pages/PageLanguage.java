package io.moonlight.auth.pages;

import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.HttpApi;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the language of a page: the one that was chosen on a page before, or else the one that the browser prefers. */
final class PageLanguage {

    /** The cookie in which the pages keep the choice. */
    private static final Pattern COOKIE = Pattern.compile("(?:^|;) *moonlight_lang=(zh|en) *(?:;|$)");

    private PageLanguage() {}

    static Language of(ApiRequest request, HttpApi api) {
        return request.headers().apply("Cookie").stream()
                .map(COOKIE::matcher)
                .filter(Matcher::find)
                .findFirst()
                .flatMap(choice -> tagged(choice.group(1)))
                .orElseGet(() -> api.language(request));
    }

    private static Optional<Language> tagged(String tag) {
        return Arrays.stream(Language.values())
                .filter(language -> language.tag().equals(tag))
                .findFirst();
    }
}
