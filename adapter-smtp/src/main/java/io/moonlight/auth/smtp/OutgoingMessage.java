package io.moonlight.auth.smtp;

import io.moonlight.auth.domain.model.mail.Mail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A message (RFC 5322) with text and HTML, marked as auto-generated (RFC 3834). */
final class OutgoingMessage extends MimeMessage {

    private static final String UTF_8 = "UTF-8";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final String messageId;

    OutgoingMessage(Session session, Sender from, Mail mail, RenderedMail words, Instant now, String messageId)
            throws MessagingException {
        super(session);
        this.messageId = messageId;
        setFrom(mailbox(from));
        setRecipient(Message.RecipientType.TO, address(mail.to().value()));
        setSubject(words.subject(), UTF_8);
        setHeader("Date", DATE.format(now));
        setHeader("Content-Language", mail.language().tag());
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Auto-Response-Suppress", "All");
        setContent(new MimeMultipart("alternative", part(words.text(), "plain"), part(words.html(), "html")));
        saveChanges();
    }

    /** Our own id: the library's would contain the name of this machine. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private static MimeBodyPart part(String words, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(words.replace("\n", "\r\n"), UTF_8, subtype);
        return part;
    }

    private static InternetAddress mailbox(Sender from) throws MessagingException {
        InternetAddress mailbox = address(from.address().value());
        try {
            mailbox.setPersonal(from.name(), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("UTF-8 is not supported", e);
        }
        return mailbox;
    }

    /** Not parsed: the domain's address is an addr-spec already. */
    private static InternetAddress address(String value) {
        InternetAddress address = new InternetAddress();
        address.setAddress(value);
        return address;
    }
}
