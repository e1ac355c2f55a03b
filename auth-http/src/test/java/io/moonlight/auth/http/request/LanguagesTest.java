package io.moonlight.auth.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    private final Languages languages = new Languages(Language.CHINESE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "zh",
                "zh-CN",
                "ZH-tw,en;q=0.9",
                "zh,en",
                "en;q=0.5,zh;q=0.9",
                "fr",
                "*",
                "fr,*;q=0.1",
                "en;q=0",
                "*,en;q=0.9",
                "en;q=0,*",
                "i",
                "tr-TR,tr;q=0.9",
                ";;;",
                "en;q=x",
                "en;q=",
                "q=1",
                "\u0000",
                "-",
                "english",
                "en;q=-1",
                "en;q=NaN",
                "en;q=2,fr",
                "*;q=0",
                ",",
                "zh_CN",
                "zh,en_US;q=0.9",
                "zh-Hans-CN;q=0.9,,en;q=0.8",
                "zh;q=0.001"
            })
    void of_headersThatDoNotPreferEnglish_isChinese(String header) {
        assertThat(languages.of(header)).isEqualTo(Language.CHINESE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en",
                "EN",
                "en-US",
                "en-US,en;q=0.9",
                "en,zh",
                "zh;q=0.8,en;q=0.9",
                "en_US",
                "en_US.UTF-8;q=0.9",
                "en-US,,en",
                ",en",
                "en;;q=0.9",
                "en; Q=0.9",
                "en,zh;q=2",
                "zh;q=x,en;q=0.1",
                "en-US,en;q=0.9,@;q=oops",
                "**, en;q=0.5, \u0000",
                "*;q=0,en",
                "en,*",
                "en-US;v=1;q=0.8,zh;q=0.7",
                "fr,en;q=0.5",
                "fr, en;q=0.1, zh;q=0.05",
                "zh;q=0",
                "zh;q=0,*",
                "en;q=0.9,*;q=0.8",
                "de-DE,de;q=0.9,en-US;q=0.8,zh;q=0.7"
            })
    void of_headersThatPreferEnglish_isEnglish(String header) {
        assertThat(languages.of(header)).isEqualTo(Language.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "fr", "*", "en", "zh;q=0", "en,zh", "zh;q=0.5,en", "*,zh;q=0.9", "zh;q=0,*", ";;;", "zhx"})
    void of_headersThatDoNotPreferChinese_isEnglishWhereThatIsTheDefault(String header) {
        assertThat(new Languages(Language.ENGLISH).of(header)).isEqualTo(Language.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "zh-CN,zh;q=0.9,en;q=0.8", "zh,*", "en;q=0", "fr,zh;q=0.1", "zh_TW"})
    void of_headersThatPreferChinese_isChineseWhereEnglishIsTheDefault(String header) {
        assertThat(new Languages(Language.ENGLISH).of(header)).isEqualTo(Language.CHINESE);
    }

    @Test
    void of_aLongHeader_looksAtItsBeginningAlone() {
        assertThat(languages.of("en," + "x,".repeat(4_000) + "zh")).isEqualTo(Language.ENGLISH);
        assertThat(languages.of("x,".repeat(4_000) + "en")).isEqualTo(Language.CHINESE);
        assertThat(languages.of("e".repeat(8_000) + ",en")).isEqualTo(Language.CHINESE);
        String filler = "x".repeat(Languages.MAX_LENGTH - 3);
        assertThat(languages.of(filler + ",en")).isEqualTo(Language.ENGLISH);
        assertThat(languages.of(filler + ",en-US")).isEqualTo(Language.CHINESE);
    }
}
