package io.moonlight.auth.domain.model.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailDomainsTest {

    private static boolean contain(String name, String domain) {
        return EmailDomains.of(List.of("first.example", name)).contain(new EmailAddress("ada@" + domain));
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, true",
        "example.org, EXAMPLE.ORG, true",
        "Example.ORG, example.org, true",
        "example.org, a.example.org, false",
        "example.org, example.org.evil.test, false",
        "example.org, notexample.org, false",
        ".example.org, example.org, false",
        ".example.org, a.example.org, true",
        ".Example.Org, b.A.example.org, true",
        ".example.org, notexample.org, false",
        ".example.org, a.notexample.org, false",
        ".example.org, a.example.org.test, false",
        ".cn, edu.cn, true",
        ".cn, a.edu.cn, true",
        ".cn, a.example.icn, false",
        "bücher.example, xn--bcher-kva.example, true",
        "xn--bcher-kva.example, BÜCHER.example, true",
        ".bücher.example, post.bücher.example, true",
        "例子.测试, 例子.测试, true",
        "例子。测试, 例子.测试, true"
    })
    void contain_comparesWholeLabelsOfTheCanonicalForm(String name, String domain, boolean contained) {
        assertThat(contain(name, domain)).isEqualTo(contained);
    }

    @Test
    void contain_inATurkishLocale_comparesAsEverywhereElse() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(contain("INFO.example", "info.example")).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void contain_inAnEmptyList_isFalse() {
        assertThat(EmailDomains.of(List.of()).contain(new EmailAddress("ada@example.org")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "org",
                "*.example.org",
                "@example.org",
                "a@example.org",
                "..example.org",
                ".example..org",
                "example.org.",
                "-a.example",
                "a b.example",
                "a,b.example",
                "1.2.3.4",
                "[1.2.3.4]",
                "a_b.example",
                "b@.example.org"
            })
    void new_withWhatIsNoDomain_isRefused(String name) {
        AuthException refused = catchThrowableOfType(AuthException.class, () -> EmailDomains.of(List.of(name)));

        assertThat(refused).as(name).isNotNull();
        assertThat(refused.error()).isEqualTo(new AuthError.InvalidValue(FieldProblem.EMAIL_MALFORMED));
    }

    @Test
    void new_withADomainOfTwoOwners_saysSo() {
        AuthException refused =
                catchThrowableOfType(AuthException.class, () -> EmailDomains.of(List.of(".straße.example")));

        assertThat(refused.error()).isEqualTo(new AuthError.InvalidValue(FieldProblem.EMAIL_DOMAIN_AMBIGUOUS));
    }
}
