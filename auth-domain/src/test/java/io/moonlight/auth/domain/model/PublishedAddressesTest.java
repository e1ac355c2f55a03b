package io.moonlight.auth.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The addresses that others have published as examples, judged by our rule: one addr-spec with a dot-string before the at
 * and a domain name of two labels or more after it. What is an address to its publisher and is refused here, or the other
 * way round, stands under the heading that says why.
 */
class PublishedAddressesTest {

    private static final String LOCAL_66 = "123456789012345678901234567890123456789012345678901234567890" + "1234+x";

    /** RFC 3696, section 3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user+mailbox@example.com",
                "customer/department=shipping@example.com",
                "$A12345@example.com",
                "!def!xyz%abc@example.com",
                "_somename@example.com"
            })
    void rfc3696_dotStrings_areTaken(String address) {
        taken(address);
    }

    /** RFC 3696, section 3, as printed, and as corrected by its erratum 246: quoted, one way or the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Abc\\@def@example.com",
                "Fred\\ Bloggs@example.com",
                "Joe.\\\\Blow@example.com",
                "\"Abc@def\"@example.com",
                "\"Fred Bloggs\"@example.com",
                "\"Joe.\\\\Blow\"@example.com",
                "\"Abc\\@def\"@example.com",
                "\"Fred\\ Bloggs\"@example.com"
            })
    void rfc3696_quotedLocalParts_areRefused(String address) {
        refused(address);
    }

    /** RFC 5322, appendix A: the addr-specs of its messages, and their names, which have the same shape. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdoe@machine.example",
                "mary@example.net",
                "1234@local.machine.example",
                "john.q.public@example.com",
                "mary@x.test",
                "jdoe@example.org",
                "one@y.test",
                "boss@nil.test",
                "sysservices@example.net",
                "5678.21-Nov-1997@example.com",
                "pete@silly.example",
                "joe@where.test",
                "jdoe@one.test",
                "smith@home.example",
                "abcd.1234@local.machine.test",
                "testabcd.1234@silly.test",
                "3456@example.net"
            })
    void rfc5322_addrSpecs_areTaken(String address) {
        taken(address);
    }

    /** RFC 5322, appendix A: display names, groups, comments and the obsolete spellings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "John Doe <jdoe@machine.example>",
                "\"Joe Q. Public\" <john.q.public@example.com>",
                "Who? <one@y.test>",
                "<boss@nil.test>",
                "\"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
                "A Group:Ed Jones <joe@where.test>,joe@where.test,John <jdoe@one.test>;",
                "Undisclosed recipients:;",
                "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
                "pete(his account)@silly.test(his host)",
                "Chris Jones <c@(Chris's host.)public.example>",
                "c@(Chris's host.)public.example",
                "Joe Q. Public <john.q.public@example.com>",
                "<@node.test:mary@example.net>, , jdoe@test  . example",
                "@node.test:mary@example.net",
                "jdoe@test  . example",
                "jdoe@machine(comment).  example",
                "jdoe@[192.0.2.1]"
            })
    void rfc5322_everythingAroundAnAddrSpec_isRefused(String text) {
        refused(text);
    }

    /** "Email Address Test Cases", MSDN blog Testing 1-2-3, 6 February 2009: its valid ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "email@domain.com",
                "firstname.lastname@domain.com",
                "email@subdomain.domain.com",
                "firstname+lastname@domain.com",
                "1234567890@domain.com",
                "email@domain-one.com",
                "_______@domain.com",
                "email@domain.name",
                "email@domain.co.jp",
                "firstname-lastname@domain.com"
            })
    void msdn_validOnes_areTaken(String address) {
        taken(address);
    }

    /** The same list's invalid ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plainaddress",
                "#@%^%#$@#$@#.com",
                "@domain.com",
                "Joe Smith <email@domain.com>",
                "email.domain.com",
                "email@domain@domain.com",
                ".email@domain.com",
                "email.@domain.com",
                "email..email@domain.com",
                "あいうえお@domain.com",
                "email@domain.com (Joe Smith)",
                "email@domain",
                "email@-domain.com",
                "email@111.222.333.44444",
                "email@domain..com"
            })
    void msdn_invalidOnes_areRefused(String address) {
        refused(address);
    }

    /** Valid to that list: an IP address is no domain name, with or without brackets, and nothing is quoted here. */
    @ParameterizedTest
    @ValueSource(strings = {"email@123.123.123.123", "email@[123.123.123.123]", "\"email\"@domain.com"})
    void msdn_ipAddressesAndQuotes_areRefused(String address) {
        refused(address);
    }

    /** Invalid to that list because there was no such top-level domain in 2009. There is now; the rule knows no list. */
    @ParameterizedTest
    @ValueSource(strings = "email@domain.web")
    void msdn_topLevelDomainOfThoseDays_isTaken(String address) {
        taken(address);
    }

    /** Wikipedia, "Email address", section "Examples": its valid ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple@example.com",
                "very.common@example.com",
                "FirstName.LastName@EasierReading.org",
                "x@example.com",
                "long.email-address-with-hyphens@and.subdomains.example.com",
                "disposable.style.email.with+symbol@example.com",
                "other.email-with-hyphen@example.com",
                "fully-qualified-domain@example.com",
                "user.name+tag+sorting@example.com",
                "name/surname@example.com",
                "example-indeed@strange-example.com",
                "test/test@test.com",
                "example@s.example",
                "mailhost!username@example.org",
                "user%example.com@example.org",
                "user-@example.org"
            })
    void wikipedia_validOnes_areTaken(String address) {
        taken(address);
    }

    /** Valid there, but quoted, at an IP literal, at a domain of one label, or with a local part that is not ASCII. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin@example",
                "admin@mailserver1",
                "\" \"@example.org",
                "\"john..doe\"@example.org",
                "\"very.(),:;<>[]\\\".VERY.\\\"very@\\\\ \\\"very\\\".unusual\"@strange.example.com",
                "postmaster@[123.123.123.123]",
                "postmaster@[IPv6:2001:0db8:85a3:0000:0000:8a2e:0370:7334]",
                "_test@[IPv6:2001:0db8:85a3:0000:0000:8a2e:0370:7334]",
                "I❤️CHOCOLATE@example.com",
                "Pelé@example.com",
                "δοκιμή@παράδειγμα.δοκιμή",
                "我買@屋企.香港",
                "二ノ宮@黒川.日本",
                "медведь@с-балалайкой.рф",
                "संपर्क@डाटामेल.भारत"
            })
    void wikipedia_validOnesOutsideOurRule_areRefused(String address) {
        refused(address);
    }

    /** The same section's invalid ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc.example.com",
                "a@b@c@example.com",
                "a\"b(c)d,e:f;g<h>i[j\\k]l@example.com",
                "just\"not\"right@example.com",
                "this is\"not\\allowed@example.com",
                "this\\ still\\\"not\\\\allowed@example.com",
                LOCAL_66 + "@example.com",
                "i.like.underscores@but_they_are_not_allowed_in_this_part"
            })
    void wikipedia_invalidOnes_areRefused(String address) {
        refused(address);
    }

    private static void taken(String address) {
        assertThat(new EmailAddress(address).value()).isEqualTo(address.toLowerCase(Locale.ROOT));
    }

    private static void refused(String address) {
        Refusals.assertRefused(FieldProblem.EMAIL_MALFORMED, () -> new EmailAddress(address));
    }
}
