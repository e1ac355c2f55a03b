package io.moonlight.auth.smtp;

import io.moonlight.auth.domain.model.mail.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Durations and times in each language. */
final class Wording {

    private static final DateTimeFormatter CHINESE_TIME = formatter("uuuu 年 M 月 d 日 HH:mm（'UTC'）");
    private static final DateTimeFormatter ENGLISH_TIME = formatter("d MMMM uuuu, HH:mm 'UTC'");

    private Wording() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** The language tag for HTML, which selects the glyphs of Chinese characters. */
    static String htmlLang(Language language) {
        return switch (language) {
            case CHINESE -> "zh-Hans";
            case ENGLISH -> "en";
        };
    }

    static String time(Instant when, Language language) {
        return switch (language) {
            case CHINESE -> CHINESE_TIME.format(when);
            case ENGLISH -> ENGLISH_TIME.format(when);
        };
    }

    /** Returns whole hours, minutes or seconds, rounded down; at least a second. */
    static String duration(Duration duration, Language language) {
        if (duration.compareTo(Duration.ofHours(2)) >= 0) {
            return count(duration.toHours(), "小时", "hour", language);
        }
        if (duration.compareTo(Duration.ofMinutes(1)) >= 0) {
            return count(duration.toMinutes(), "分钟", "minute", language);
        }
        return count(Math.max(1, duration.toSeconds()), "秒", "second", language);
    }

    private static String count(long number, String chinese, String english, Language language) {
        return switch (language) {
            case CHINESE -> number + " " + chinese;
            case ENGLISH -> number + " " + english + (number == 1 ? "" : "s");
        };
    }
}
