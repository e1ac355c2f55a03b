package io.moonlight.auth.domain.model.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.Refusals;
import io.moonlight.auth.domain.model.Seeded;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    private static final String LOCAL_64 = "l".repeat(64);
    private static final String LABEL_63 = "d".repeat(63);

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '"',
            value = {
                "a@b.c,a@b.c",
                "Alice@Example.ORG,alice@example.org",
                "  alice@example.org ,alice@example.org",
                "\u3000alice@example.org\u2003,alice@example.org",
                "first.last+tag@sub.example.org,first.last+tag@sub.example.org",
                "!#$%&'*+/=?^_`{|}~-@example.org,!#$%&'*+/=?^_`{|}~-@example.org",
                "TITLE@EXAMPLE.INFO,title@example.info",
                "a@1.2.3.4a,a@1.2.3.4a",
                "a@4.com,a@4.com",
                "a@公司.中国,a@xn--55qx5d.xn--fiqs8s",
                "a@例え。テスト,a@xn--r8jz45g.xn--zckzah",
                "a@BÜCHER.example,a@xn--bcher-kva.example",
                "a@bu\u0308cher.example,a@xn--bcher-kva.example",
                "a@XN--BCHER-KVA.example,a@xn--bcher-kva.example",
                "a@ｅｘａｍｐｌｅ．ｃｏｍ,a@example.com",
                "a@exam\u00adple.com,a@example.com"
            })
    void new_ofAnySpelling_isTheCanonicalForm(String typed, String canonical) {
        assertThat(new EmailAddress(typed).value()).isEqualTo(canonical);
        assertThat(new EmailAddress(typed)).isEqualTo(new EmailAddress(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "a",
                "a@",
                "@b.c",
                "a@b",
                "a@localhost",
                "a b@c.d",
                "a@b c.d",
                "a@@b.c",
                "a@b@c.d",
                ".a@b.c",
                "a.@b.c",
                "a..b@c.d",
                "a@.b.c",
                "a@b..c",
                "a@b.c.",
                "a@b.c..",
                "a@-b.c",
                "a@b-.c",
                "a@b_c.d",
                "a@1.2.3.4",
                "a@[1.2.3.4]",
                "a@[IPv6:::1]",
                "\"a\"@b.c",
                "\"a b\"@c.d",
                "a(comment)@b.c",
                "a@b.c(comment)",
                "Alice <a@b.c>",
                "<a@b.c>",
                "mailto:a@b.c",
                "a@b.c,d@e.f",
                "a@b.c;d@e.f",
                "a,b@c.d",
                "a:b@c.d",
                "a\\b@c.d",
                "a@b.c\r\nBcc: d@e.f",
                "a\r\n@b.c",
                "a@b.c\n",
                "\ta@b.c",
                "a@b.c\0",
                "a\0@b.c",
                "a@b\u0085.c",
                "a@b.c\u007f",
                "ａ@b.c",
                "é@b.c",
                "\u212aelvin@b.c",
                "\u0130@b.c",
                "\u0131@b.c",
                "中文@b.c",
                "a＠b.c",
                "a@b＠c.d",
                "a@b.c\u00a0",
                "a@b\u2028c.d",
                "a@\u202eb.c",
                "a@\u200b",
                "a@b/c.d",
                "a@b%c.d",
                "a@b.c?x=y",
                "a@b.c:25",
                "a@\ud800.c",
                "a@b.\udc00c",
                "\ud800@b.c",
                "a@xn--.c",
                "a@\u3002b.c",
                "a@b.c\u3002",
                "a@b.1",
                "a@b.123"
            })
    void new_ofAnythingElse_isRefused(String typed) {
        Refusals.assertRefused(FieldProblem.EMAIL_MALFORMED, () -> new EmailAddress(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@stra\u00dfe.example",
                "x@STRA\u1e9eE.example",
                "x@mail.stra\u00dfe.example",
                "x@\u03b2\u03cc\u03bb\u03bf\u03c2.example",
                "x@\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example",
                "x@\u0dc1\u0dca\u200d\u0dbb\u0dd3.example",
                "x@exam\u200dple.com"
            })
    void new_ofADomainWithTwoPossibleOwners_isRefused(String typed) {
        Refusals.assertRefused(FieldProblem.EMAIL_DOMAIN_AMBIGUOUS, () -> new EmailAddress(typed));
    }

    @Test
    void new_ofSuchADomainAsPunycode_isTaken() {
        assertThat(new EmailAddress("x@XN--strae-oqa.example").value()).isEqualTo("x@xn--strae-oqa.example");
    }

    @Test
    void new_atTheEdgesOfTheLengths_isTakenUpToThem() {
        String domain189 = LABEL_63 + "." + LABEL_63 + "." + "d".repeat(61);
        String longest = LOCAL_64 + "@" + domain189;
        assertThat(longest).hasSize(254);
        assertThat(new EmailAddress(longest).value()).isEqualTo(longest);
        assertThat(new EmailAddress("  " + longest + "  ").value()).isEqualTo(longest);
        refused(LOCAL_64 + "@" + LABEL_63 + "." + LABEL_63 + "." + "d".repeat(62));
        refused(LOCAL_64 + "l@b.c");
        refused("a@" + LABEL_63 + "d.c");
        refused("a@b." + LABEL_63 + "d");
        refused("a".repeat(100_000));
        refused("a@" + "b.".repeat(100_000) + "c");
        refused(" ".repeat(100_000) + "a@b.c");
        assertThat(new EmailAddress("a@b.cc" + " ".repeat(502)).value()).isEqualTo("a@b.cc");
        refused("a@b.cc" + " ".repeat(503));
    }

    @Test
    void new_ofADomainThatOnlyAsPunycodeIsTooLong_isRefused() {
        String label = "\u4e00\u4e8c\u4e09".repeat(18);
        assertThat(label.length()).isLessThan(63);
        refused("a@" + label + ".cn");
    }

    @Test
    void new_inATurkishLocale_lowersTheDottedIAsEverywhereElse() {
        assertThat(Locale.getDefault().getLanguage()).isEqualTo("tr");
        assertThat(new EmailAddress("IBIS@MIDI.INFO").value()).isEqualTo("ibis@midi.info");
    }

    @Test
    void new_ofNothing_isRefused() {
        Refusals.assertRefused(FieldProblem.EMAIL_MALFORMED, () -> new EmailAddress(null));
    }

    @Test
    void new_ofRandomText_isRefusedOrCanonical() {
        Seeded.times(20_000, random -> {
            String typed = Seeded.text(random, 20) + "@" + Seeded.text(random, 20) + ".org";
            try {
                assertCanonical(new EmailAddress(typed));
            } catch (AuthException refused) {
                assertThat(refused.error()).isNotNull();
            }
        });
    }

    @Test
    void new_ofRandomGoodAddresses_keepsThemAndIsCanonical() {
        Seeded.times(5_000, random -> {
            String local = word(random, 1 + random.nextInt(20)) + "." + word(random, 1 + random.nextInt(20));
            String domain = word(random, 1 + random.nextInt(30)) + ".x" + word(random, random.nextInt(10));
            EmailAddress address = new EmailAddress(local + "@" + domain);
            assertThat(address.value()).isEqualToIgnoringCase(local + "@" + domain);
            assertCanonical(address);
        });
    }

    @Test
    void toString_showsTheFirstLetterAndTheDomainAlone() {
        assertThat(new EmailAddress("alice.secret@example.org")).hasToString("a***@example.org");
    }

    private static void assertCanonical(EmailAddress address) {
        assertThat(new EmailAddress(address.value())).isEqualTo(address);
        assertThat(address.value())
                .matches("[!-~]{3,254}")
                .isEqualTo(address.value().toLowerCase(Locale.ROOT));
    }

    private static String word(RandomGenerator random, int length) {
        String letters = "abcxyzIiABCXYZ0189";
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private static void refused(String typed) {
        Refusals.assertRefused(FieldProblem.EMAIL_MALFORMED, () -> new EmailAddress(typed));
    }

    @ParameterizedTest
    @CsvSource({
        "person@example.org,person@example.org",
        "person+shop@example.org,person@example.org",
        "person+a+b@example.org,person@example.org",
        "person+@example.org,person@example.org",
        "+@example.org,+@example.org",
        "+shop@example.org,+shop@example.org"
    })
    void mailbox_isTheAddressWithoutItsTag(String email, String mailbox) {
        assertThat(new EmailAddress(email).mailbox()).isEqualTo(mailbox);
    }
}
