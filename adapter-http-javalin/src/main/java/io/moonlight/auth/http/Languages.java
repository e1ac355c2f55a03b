package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.Language;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which language a client wants ({@code Accept-Language}, RFC 9110, section 12.5.4): Chinese, unless English is preferred
 * to it. Of two languages of the same weight the one that is named first is preferred. What cannot be read asks for
 * nothing. Safe for any number of threads.
 */
final class Languages {

    private static final int MAX_REMEMBERED = 256;
    private static final int MAX_REMEMBERED_LENGTH = 128;
    private static final String ANY = "*";

    /** Browsers send the same few headers again and again, and reading one costs more than all the rest of a request. */
    private final Map<String, Language> known = new ConcurrentHashMap<>();

    /** @param header empty if there is none */
    Language of(String header) {
        if (header.isEmpty()) {
            return Language.CHINESE;
        }
        Language remembered = known.get(header);
        if (remembered != null) {
            return remembered;
        }
        Language language = read(header);
        if (header.length() <= MAX_REMEMBERED_LENGTH && known.size() < MAX_REMEMBERED) {
            known.put(header, language);
        }
        return language;
    }

    private static Language read(String header) {
        List<LanguageRange> ranges;
        try {
            ranges = LanguageRange.parse(header);
        } catch (RuntimeException e) {
            return Language.CHINESE;
        }
        boolean chineseRefused = false;
        for (LanguageRange range : ranges) {
            boolean refused = range.getWeight() == 0;
            if (matches(range, Language.CHINESE)) {
                chineseRefused |= refused;
                if (!refused) {
                    return Language.CHINESE;
                }
            } else if (matches(range, Language.ENGLISH)) {
                return refused ? Language.CHINESE : Language.ENGLISH;
            } else if (range.getRange().equals(ANY) && !refused) {
                return anyBut(ranges);
            }
        }
        return chineseRefused ? Language.ENGLISH : Language.CHINESE;
    }

    /** A star stands for all languages that the header does not name. */
    private static Language anyBut(List<LanguageRange> named) {
        boolean chineseRefused =
                named.stream().anyMatch(range -> range.getWeight() == 0 && matches(range, Language.CHINESE));
        return chineseRefused ? Language.ENGLISH : Language.CHINESE;
    }

    private static boolean matches(LanguageRange range, Language language) {
        String tag = range.getRange().toLowerCase(Locale.ROOT);
        return tag.equals(language.tag()) || tag.startsWith(language.tag() + "-");
    }
}
