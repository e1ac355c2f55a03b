package io.moonlight.auth.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.smtp.MailTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each mail on a phone: in both languages, by day and by night. With {@code -Dpictures.write=true} into {@code docs/images}. */
class MailPicturesIT extends InBrowser {

    private static final int WIDTH = 360;
    private static final int HEIGHT = 680;
    private static final int MAX_BYTES = 90_000;
    private static final EmailAddress TO = new EmailAddress("luna@example.org");
    private static final Instant WHEN = Instant.parse("2026-03-04T05:06:07Z");
    private static final Path IMAGES = Path.of("../docs/images");

    private static Map<String, Function<Language, Mail>> mails() {
        Map<String, Function<Language, Mail>> mails = new LinkedHashMap<>();
        for (CodePurpose purpose : CodePurpose.values()) {
            mails.put(
                    purpose.wire().replace('_', '-') + "-code",
                    language -> new Mail.Code(
                            TO, language, purpose, new VerificationCode("042137"), Duration.ofMinutes(10)));
        }
        mails.put("password-changed", language -> new Mail.PasswordChanged(TO, language, WHEN));
        mails.put("email-changed", language -> new Mail.EmailChanged(TO, language, WHEN));
        mails.put("already-registered", language -> new Mail.AlreadyRegistered(TO, language));
        mails.put("invitation", language -> new Mail.Invitation(TO, language, WHEN));
        return mails;
    }

    @Test
    void everyMail_onAPhone_fitsAndHasItsPicture() throws IOException {
        assertThat(mails()).hasSize(CodePurpose.values().length + Mail.class.getPermittedSubclasses().length - 1);
        MailTemplates templates = new MailTemplates("MoonLight");
        Path html = Files.createTempFile("mail", ".html");
        for (Map.Entry<String, Function<Language, Mail>> mail : mails().entrySet()) {
            List<byte[]> pictures = new ArrayList<>();
            for (Language language : Language.values()) {
                Files.writeString(
                        html, templates.render(mail.getValue().apply(language)).html());
                browser.visit(html.toUri());
                for (boolean dark : new boolean[] {false, true}) {
                    browser.lookLike(WIDTH, HEIGHT, dark);
                    pictures.add(browser.screenshot());
                }
                String name = mail.getKey() + " in " + language.name().toLowerCase(Locale.ROOT);
                assertThat(browser.run("return document.documentElement.scrollWidth"))
                        .as(name)
                        .isEqualTo((long) WIDTH);
                assertThat(browser.isTrue("document.body.firstElementChild.textContent.trim()"
                                + " && !document.body.firstElementChild.checkVisibility()"))
                        .as(name + " begins with a preheader that is not seen")
                        .isTrue();
            }
            byte[] sheet = SmallPicture.sideBySide(pictures);
            assertThat(sheet.length).as(mail.getKey()).isLessThan(MAX_BYTES);
            Path picture = Path.of("mail-" + mail.getKey() + ".png");
            Files.write(Path.of("target/screenshots").resolve(picture), sheet);
            if (Boolean.getBoolean("pictures.write")) {
                Files.createDirectories(IMAGES);
                Files.write(IMAGES.resolve(picture), sheet);
            }
            assertThat(IMAGES.resolve(picture))
                    .as("-Dpictures.write=true makes it")
                    .exists();
        }
        Files.delete(html);
    }
}
