package io.moonlight.auth.smtp.testkit;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail as it came over the wire: the envelope, and the message both raw and read. */
public final class ReceivedMail {

    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    private final String from;
    private final List<String> recipients;
    private final byte[] raw;

    ReceivedMail(String from, List<String> recipients, byte[] raw) {
        this.from = from;
        this.recipients = List.copyOf(recipients);
        this.raw = raw;
    }

    /** MAIL FROM. */
    public String from() {
        return from;
    }

    /** Every RCPT TO, in order. */
    public List<String> recipients() {
        return recipients;
    }

    /** The message as sent, byte by byte as ISO-8859-1. */
    public String raw() {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    /** The header part of {@link #raw}, folded lines joined. */
    public List<String> headerLines() {
        String head = raw().split("\r\n\r\n", 2)[0];
        return Arrays.asList(head.replaceAll("\r\n[ \t]+", " ").split("\r\n"));
    }

    /** The values of a header, undecoded. */
    public List<String> header(String name) {
        return headerLines().stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    public String subject() {
        return reading(MimeMessage::getSubject);
    }

    /** The From header, read. */
    public InternetAddress sender() {
        return reading(message -> (InternetAddress) message.getFrom()[0]);
    }

    /** The plain form, with line feeds alone. */
    public String text() {
        return part("text/plain");
    }

    /** The HTML form, with line feeds alone. */
    public String html() {
        return part("text/html");
    }

    /** The six digits in the plain form. */
    public String code() {
        Matcher code = CODE.matcher(text());
        if (!code.find()) {
            throw new AssertionError("no code in this mail: " + subject());
        }
        return code.group();
    }

    private String part(String type) {
        return reading(message -> {
            Multipart parts = (Multipart) message.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                if (part.isMimeType(type)) {
                    return ((String) part.getContent()).replace("\r\n", "\n");
                }
            }
            throw new AssertionError("no part of type " + type);
        });
    }

    private <T> T reading(Reading<T> reading) {
        try {
            Session session = Session.getInstance(new Properties());
            return reading.of(new MimeMessage(session, new ByteArrayInputStream(raw)));
        } catch (MessagingException | IOException e) {
            throw new AssertionError("this is not a mail", e);
        }
    }

    private interface Reading<T> {
        T of(MimeMessage message) throws MessagingException, IOException;
    }
}
