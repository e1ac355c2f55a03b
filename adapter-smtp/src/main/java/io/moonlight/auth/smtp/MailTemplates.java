package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.MailKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Renders a {@link Mail}, in Chinese or English, as plain text and as HTML. Every value is escaped; the HTML
 * loads nothing, has no links and no scripts. Immutable, so safe for any number of threads.
 */
public final class MailTemplates {

    /** The color of mails that are given none. */
    public static final String DEFAULT_ACCENT = "#4c5fd5";

    private static final String ALREADY_REGISTERED = "already_registered";
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final String appName;
    private final String accent;
    private final Template layout;
    private final Map<String, Map<Language, Parts>> parts = new HashMap<>();

    private record Parts(Template subject, Template preheader, Template text, Template html) {
        static Parts load(String path) {
            Template whole = Template.load(path + ".txt");
            String[] lines = whole.text().split("\n", 3);
            return new Parts(
                    new Template(whole.name(), header("Subject: ", lines[0])),
                    new Template(whole.name(), header("Preheader: ", lines[1])),
                    new Template(whole.name(), lines[2].strip() + "\n"),
                    Template.load(path + ".html"));
        }

        private static String header(String name, String line) {
            if (!line.startsWith(name)) {
                throw new IllegalStateException("a mail template must begin with Subject and Preheader");
            }
            return line.substring(name.length());
        }
    }

    /**
     * Loads the templates, with the default color.
     *
     * @param appName the product's name as people know it: 1 to 64 visible characters on one line
     * @throws IllegalArgumentException if it is not
     */
    public MailTemplates(String appName) {
        this(appName, DEFAULT_ACCENT);
    }

    /**
     * Loads the templates.
     *
     * @param appName the product's name as people know it: 1 to 64 visible characters on one line
     * @param accent the color of the mark and the bar in HTML mails, as {@code #rrggbb}; no text has it
     * @throws IllegalArgumentException if one of them is not
     */
    public MailTemplates(String appName, String accent) {
        this.appName = OneLine.require(appName, "appName");
        if (!COLOR.matcher(accent).matches()) {
            throw new IllegalArgumentException("accent must be a color like " + DEFAULT_ACCENT);
        }
        this.accent = accent;
        this.layout = Template.load("layout.html");
        Arrays.stream(MailKind.values()).map(MailKind::wire).forEach(this::load);
        load(ALREADY_REGISTERED);
    }

    private void load(String template) {
        Map<Language, Parts> byLanguage = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            byLanguage.put(language, Parts.load(language.tag() + "/" + template));
        }
        parts.put(template, byLanguage);
    }

    /** Renders one mail. */
    public RenderedMail render(Mail mail) {
        Map<String, String> values = new HashMap<>();
        values.put("app", appName);
        if (mail instanceof Mail.Code code) {
            values.put("code", code.code().digits());
            values.put("validity", Wording.duration(code.validFor(), code.language()));
            return render(MailKind.of(code.purpose()).wire(), mail.language(), values);
        }
        if (mail instanceof Mail.PasswordChanged changed) {
            values.put("time", Wording.time(changed.changedAt(), changed.language()));
            return render(MailKind.PASSWORD_CHANGED.wire(), mail.language(), values);
        }
        if (mail instanceof Mail.EmailChanged changed) {
            values.put("time", Wording.time(changed.changedAt(), changed.language()));
            return render(MailKind.EMAIL_CHANGED.wire(), mail.language(), values);
        }
        if (mail instanceof Mail.Invitation invitation) {
            values.put("time", Wording.time(invitation.expiresAt(), invitation.language()));
            return render(MailKind.INVITATION.wire(), mail.language(), values);
        }
        if (mail instanceof Mail.AlreadyRegistered) {
            return render(ALREADY_REGISTERED, mail.language(), values);
        }
        throw new IllegalArgumentException("no words for a " + mail.getClass().getSimpleName());
    }

    private RenderedMail render(String template, Language language, Map<String, String> values) {
        Parts words = requireNonNull(requireNonNull(parts.get(template)).get(language));
        String subject = words.subject().fill(values, UnaryOperator.identity());
        Map<String, String> document = new HashMap<>();
        document.put("lang", Wording.htmlLang(language));
        document.put("accent", accent);
        document.put("app", Template.escapeHtml(appName));
        document.put("subject", Template.escapeHtml(subject));
        document.put("preheader", words.preheader().fill(values, Template::escapeHtml));
        document.put("body", words.html().fill(values, Template::escapeHtml));
        return new RenderedMail(
                subject,
                words.text().fill(values, UnaryOperator.identity()),
                layout.fill(document, UnaryOperator.identity()) + "\n");
    }
}
