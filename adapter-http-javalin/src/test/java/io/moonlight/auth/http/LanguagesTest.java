package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    private final Languages languages = new Languages();

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
                "en,zh;q=2",
                "english",
                "zh;q=0.001"
            })
    void of_headersThatDoNotPreferEnglish_isChinese(String header) {
        assertThat(languages.of(header)).isEqualTo(Language.CHINESE);
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
                "fr,en;q=0.5",
                "fr, en;q=0.1, zh;q=0.05",
                "zh;q=0",
                "zh;q=0,*",
                "en;q=0.9,*;q=0.8",
                "de-DE,de;q=0.9,en-US;q=0.8,zh;q=0.7"
            })
    void of_headersThatPreferEnglish_isEnglish(String header) {
        assertThat(languages.of(header)).isEqualTo(Language.ENGLISH);
        assertThat(languages.of(header)).isEqualTo(Language.ENGLISH);
    }

    @Test
    void of_thousandsOfHeaders_goesOnWorking() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(languages.of("en;q=0." + (i % 900 + 100) + ",fr-x" + i)).isEqualTo(Language.ENGLISH);
        }
        assertThat(languages.of("en," + "x,".repeat(3_000) + "zh")).isEqualTo(Language.ENGLISH);
    }
}
