package io.moonlight.auth.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTemplatesTest {

    private static final EmailAddress TO = new EmailAddress("reader@example.org");
    private static final MailTemplates TEMPLATES = new MailTemplates("MoonLight");

    static List<Mail> everyMail() {
        return Arrays.stream(Language.values())
                .flatMap(language -> Stream.concat(
                        Arrays.stream(CodePurpose.values()).map(purpose -> code(language, purpose)),
                        Stream.of(
                                changed(language),
                                moved(language),
                                invitation(language),
                                new Mail.AlreadyRegistered(TO, language))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void render_ofEveryMail_leavesNoPlaceEmptyAndSaysWhoWrites(Mail mail) {
        RenderedMail rendered = TEMPLATES.render(mail);
        assertThat(List.of(rendered.subject(), rendered.text(), rendered.html()))
                .allSatisfy(text -> assertThat(text).doesNotContain("{{", "}}").contains("MoonLight"));
        assertThat(rendered.subject()).doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void render_ofEveryMail_isHtmlThatLoadsAndLinksNothing(Mail mail) {
        String html = TEMPLATES.render(mail).html();
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .doesNotContainIgnoringCase("http", "src=", "href", "url(", "<script", "<img", "@import", "cid:");
        String lang = mail.language() == Language.CHINESE ? "zh-Hans" : "en";
        assertThat(html).contains("<html lang=\"" + lang + "\"");
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void render_ofEveryMail_isWrittenInItsLanguage(Mail mail) {
        RenderedMail rendered = TEMPLATES.render(mail);
        String visible =
                rendered.html().substring(rendered.html().indexOf("<body")).replaceAll("<[^>]*>", "");
        boolean chinese = mail.language() == Language.CHINESE;
        assertThat(List.of(rendered.subject(), rendered.text(), visible))
                .allSatisfy(text -> assertThat(text.codePoints().anyMatch(Character::isIdeographic))
                        .isEqualTo(chinese));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void render_ofACode_keepsTheDigitsTogetherAndOutOfTheSubject(Language language) {
        RenderedMail rendered = TEMPLATES.render(code(language, CodePurpose.REGISTER));
        assertThat(rendered.subject()).doesNotContain("042137");
        assertThat(rendered.text()).containsPattern("(?m)^    042137$");
        assertThat(rendered.html()).contains(">042137</p>");
        assertThat(rendered.toString()).doesNotContain("042137");
    }

    @Test
    void render_ofTheThreePurposes_saysDifferentThings() {
        for (Language language : Language.values()) {
            assertThat(Arrays.stream(CodePurpose.values())
                            .map(purpose -> TEMPLATES.render(code(language, purpose)))
                            .flatMap(mail -> Stream.of(mail.subject(), mail.text(), mail.html())))
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT10M, 10 分钟内有效, 10 minutes",
        "PT9M59.9S, 9 分钟内有效, 9 minutes",
        "PT1M, 1 分钟内有效, 1 minute",
        "PT59S, 59 秒内有效, 59 seconds",
        "PT0S, 1 秒内有效, 1 second",
        "PT1H30M, 90 分钟内有效, 90 minutes",
        "PT25H, 25 小时内有效, 25 hours"
    })
    void render_ofACode_saysHowLongItIsValidAndNeverTooLong(Duration validFor, String chinese, String english) {
        assertThat(TEMPLATES.render(code(Language.CHINESE, validFor)).text()).contains("验证码 " + chinese);
        assertThat(TEMPLATES.render(code(Language.ENGLISH, validFor)).text()).contains("Valid for " + english + ",");
    }

    @Test
    void render_ofAPasswordChange_saysWhenInUtcWhateverTheZoneAndLocaleHere() {
        assertThat(TEMPLATES.render(changed(Language.CHINESE)).text()).contains("2026 年 3 月 4 日 05:06（UTC）");
        assertThat(TEMPLATES.render(changed(Language.ENGLISH)).text()).contains("4 March 2026, 05:06 UTC");
    }

    @Test
    void render_ofAnAddressChange_saysWhenAndWhatToDo() {
        assertThat(TEMPLATES.render(moved(Language.CHINESE)).text()).contains("2026 年 3 月 4 日 05:06（UTC）", "客服");
        assertThat(TEMPLATES.render(moved(Language.ENGLISH)).text()).contains("4 March 2026, 05:06 UTC", "support");
    }

    @Test
    void render_forTheOwnerOfARegisteredAddress_holdsNoDigits() {
        for (Language language : Language.values()) {
            RenderedMail rendered = TEMPLATES.render(new Mail.AlreadyRegistered(TO, language));
            assertThat(rendered.subject() + rendered.text()).doesNotContainPattern("[0-9]");
        }
    }

    @Test
    void render_withAHostileAppName_escapesItAndNeverFillsItAgain() {
        String hostile = "<b onclick='x'>\"&{{code}}$1\\";
        RenderedMail rendered = new MailTemplates(hostile).render(code(Language.ENGLISH, CodePurpose.REGISTER));
        assertThat(rendered.subject()).contains(hostile);
        assertThat(rendered.text()).contains(hostile);
        assertThat(rendered.html())
                .contains("&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;{{code}}$1\\")
                .doesNotContain("<b onclick");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a\r\nBcc: x@example.org",
                "a\nb",
                "a\u0000",
                "a\u2028b",
                "a\u202Eb",
                "a\uD800",
                "=?utf-8?q?a?="
            })
    void new_withANameThatIsNotOneVisibleLine_isRefusedWithoutEchoingIt(String name) {
        assertThatThrownBy(() -> new MailTemplates(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("appName must be 1 to 64 visible characters on one line");
    }

    @ParameterizedTest
    @MethodSource("everyMail")
    void render_ofEveryMail_hasThePreheaderFirstAndTheColorOfTheSettings(Mail mail) {
        String html = new MailTemplates("MoonLight", "#0A7f3e").render(mail).html();
        assertThat(html)
                .contains("background-color:#0A7f3e;")
                .doesNotContain(MailTemplates.DEFAULT_ACCENT)
                .containsPattern("<body[^>]*>\\s*<div style=\"display:none;[^>]*>[^<]{10,}</div>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "#12345g", "#1234567", "#123456;x:y", "#123456\n"})
    void new_withAnotherTextThanAColor_isRefusedWithoutEchoingIt(String color) {
        assertThatThrownBy(() -> new MailTemplates("MoonLight", color))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("accent must be a color like #4c5fd5");
    }

    @Test
    void new_withSixtyFourCharacters_isTheLongestName() {
        assertThat(new MailTemplates("月".repeat(64))
                        .render(changed(Language.CHINESE))
                        .subject())
                .contains("月".repeat(64));
        assertThatThrownBy(() -> new MailTemplates("月".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void render_ofEveryMail_canBeLookedAt() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "mails"));
        for (Mail mail : everyMail()) {
            String kind = mail instanceof Mail.Code code
                    ? code.purpose().wire() + "_code"
                    : mail.getClass().getSimpleName();
            Path file = folder.resolve(kind + "." + mail.language().tag() + ".html");
            Files.writeString(file, TEMPLATES.render(mail).html());
            assertThat(file).isNotEmptyFile();
        }
    }

    private static Mail code(Language language, CodePurpose purpose) {
        return new Mail.Code(TO, language, purpose, new VerificationCode("042137"), Duration.ofMinutes(10));
    }

    private static Mail code(Language language, Duration validFor) {
        return new Mail.Code(TO, language, CodePurpose.RESET_PASSWORD, new VerificationCode("042137"), validFor);
    }

    private static Mail changed(Language language) {
        return new Mail.PasswordChanged(TO, language, Instant.parse("2026-03-04T05:06:07Z"));
    }

    private static Mail moved(Language language) {
        return new Mail.EmailChanged(TO, language, Instant.parse("2026-03-04T05:06:07Z"));
    }

    private static Mail invitation(Language language) {
        return new Mail.Invitation(TO, language, Instant.parse("2026-03-04T05:06:07Z"));
    }
}
