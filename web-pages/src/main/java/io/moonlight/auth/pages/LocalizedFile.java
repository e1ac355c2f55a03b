package io.moonlight.auth.pages;

import io.moonlight.auth.domain.model.mail.Language;
import java.util.function.Function;

/**
 * A page in both languages, or a file that is the same in both.
 *
 * @param chinese for people who read Chinese
 * @param english for people who read English
 */
record LocalizedFile(PageFile chinese, PageFile english) {

    static LocalizedFile same(PageFile file) {
        return new LocalizedFile(file, file);
    }

    static LocalizedFile of(Function<Language, PageFile> page) {
        return new LocalizedFile(page.apply(Language.CHINESE), page.apply(Language.ENGLISH));
    }

    PageFile in(Language language) {
        return switch (language) {
            case CHINESE -> chinese;
            case ENGLISH -> english;
        };
    }
}
