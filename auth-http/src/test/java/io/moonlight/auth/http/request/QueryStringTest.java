package io.moonlight.auth.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {

    @ParameterizedTest
    @CsvSource({
        "a=b, b",
        "x=1&a=b&y=2, b",
        "a=b+c%20d, b+c d",
        "a=b%2Bc, b+c",
        "%61=%E6%9C%88, 月",
        "a=%e6%9c%88, 月",
        "a=月, 月",
        "a=b=c, b=c",
        "a=%2526, %26",
        "b=%zz&a=1, 1",
        "%zz=1&a=1, 1",
        "&&a=1&=, 1"
    })
    void read_ofAParameter_decodesIt(String query, String value) {
        assertThat(QueryString.read(query)).containsEntry("a", Raw.text(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "=a", "A=1", "b=1&c=2", "+a=1"})
    void read_withoutAValue_findsNothing(String query) {
        assertThat(QueryString.read(query)).doesNotContainKey("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%-1", "a=%FF", "a=%C0%AF", "a=%ED%A0%80", "a=x%", "a=%E6%9C"})
    void read_ofWhatCannotBeDecoded_isNoText(String query) {
        assertThat(QueryString.read(query)).containsEntry("a", Raw.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=1&a=1", "a&a", "a=1&%61=2", "a=1&b=2&a="})
    void read_ofTheSameNameTwice_saysSo(String query) {
        assertThat(QueryString.read(query)).containsEntry("a", Raw.REPEATED);
    }

    @Test
    void toString_ofARawValue_hidesIt() {
        assertThat(Raw.text("secret").toString()).isEqualTo("Raw[TEXT]");
    }
}
