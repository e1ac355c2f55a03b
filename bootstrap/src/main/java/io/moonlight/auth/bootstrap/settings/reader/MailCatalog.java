package io.moonlight.auth.bootstrap.settings.reader;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.smtp.SmtpTls;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The settings of the mail server. */
final class MailCatalog {

    static final Setting<String> SMTP_HOST = Setting.optional(
            "SMTP_HOST",
            "a development mailbox (development)",
            "a host name or an IP address",
            "The mail server.",
            Parsers::mailHost);
    static final Setting<Integer> SMTP_PORT = Setting.integer("SMTP_PORT", 587, 1, 65535, "", "Its port.");
    static final Setting<String> SMTP_USER =
            Setting.optional("SMTP_USER", "none", "text", "The name to log in with; goes with SMTP_PASSWORD.");
    static final Setting<String> SMTP_PASSWORD =
            Setting.optional("SMTP_PASSWORD", "none", "text", "The password to log in with.");
    static final Setting<IntFunction<SmtpTls>> SMTP_TLS = new Setting<>(
            "SMTP_TLS",
            "true",
            Optional.of(port -> SmtpTls.of(true, port)),
            "true, implicit or false",
            "true: STARTTLS, or no mail is sent; on port 465 as implicit. implicit: TLS from the first byte. false: unencrypted.",
            Parsers::smtpTls);
    static final Setting<EmailAddress> SMTP_FROM = Setting.optional(
            "SMTP_FROM",
            "SMTP_USER, if that is an address",
            "an email address",
            "The sender of the mails.",
            Parsers::email);
    static final Setting<Integer> MAIL_WORKERS =
            Setting.integer("MAIL_WORKERS", 4, 1, 64, "threads", "How many mails one server sends at once.");

    /** All settings, in the order of the table in {@code docs/settings.md}. */
    static final List<Setting<?>> ALL =
            List.of(SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD, SMTP_TLS, SMTP_FROM, MAIL_WORKERS);

    private MailCatalog() {}
}
