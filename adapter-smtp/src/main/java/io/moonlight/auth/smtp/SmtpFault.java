package io.moonlight.auth.smtp;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.MailRefusedException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What went wrong between this client and a mail server, fit for a log: the numbers of the server's reply, never its
 * words, which like to repeat the recipient's address.
 */
final class SmtpFault extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Pattern REPLY =
            Pattern.compile("([245][0-9]{2})(?:[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3}))?\\b.*", Pattern.DOTALL);

    /** Replies to RCPT that speak of the mailbox where no enhanced code says more (RFC 5321, 4.2.3; RFC 7504). */
    private static final Set<String> MAILBOX_REPLIES = Set.of("550", "551", "553", "556");

    /** Enhanced codes about an address (5.1.x) or a mailbox (5.2.x) that are not final or not about the recipient. */
    private static final Set<String> NOT_THE_RECIPIENT = Set.of("5.1.7", "5.1.8", "5.2.2");

    /** Words of the mail library's own. */
    private static final List<String> HARMLESS = List.of(
            "STARTTLS is required",
            "Could not convert socket to TLS",
            "Exception reading response",
            "Got bad greeting");

    private SmtpFault(String message, Optional<Throwable> cause) {
        super(message, cause.orElse(null));
    }

    /**
     * Tells a recipient refused for good from everything else. Refused means: a permanent reply to RCPT about the mailbox
     * itself, by its enhanced code (RFC 3463: 5.1.x, 5.2.x) or, where there is none, 550, 551, 553 or 556. Policy (5.7.x,
     * such as a relay that wants a login), a full mailbox (552, 5.2.2) and a sender that the server dislikes (5.1.7,
     * 5.1.8) are faults: a try too many costs little, a mail dropped for an operator's mistake is lost.
     */
    static RuntimeException translate(Exception failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof SMTPAddressFailedException address) {
                SmtpFault fault = new SmtpFault("RCPT " + reply(address), Optional.empty());
                return isFinal(address) ? new MailRefusedException(fault) : new AuthUnavailableException("mail", fault);
            }
        }
        return new AuthUnavailableException("mail", new SmtpFault(describe(failure), network(failure)));
    }

    private static boolean isFinal(MessagingException answer) {
        Matcher reply = REPLY.matcher(words(answer));
        if (!reply.matches()) {
            return false;
        }
        String enhanced = reply.group(2);
        if (enhanced == null) {
            return MAILBOX_REPLIES.contains(reply.group(1));
        }
        return (enhanced.startsWith("5.1.") || enhanced.startsWith("5.2.")) && !NOT_THE_RECIPIENT.contains(enhanced);
    }

    private static String describe(Exception failure) {
        if (failure instanceof SMTPSenderFailedException) {
            return "MAIL " + reply(failure);
        }
        if (failure instanceof AuthenticationFailedException) {
            return "AUTH " + reply(failure);
        }
        return reply(failure);
    }

    private static String reply(Exception failure) {
        String words = words(failure);
        Matcher reply = REPLY.matcher(words);
        if (reply.matches()) {
            return reply.group(2) == null ? reply.group(1) : reply.group(1) + " " + reply.group(2);
        }
        return HARMLESS.stream().anyMatch(words::startsWith)
                ? words.lines().findFirst().orElse("")
                : failure.getClass().getSimpleName();
    }

    private static String words(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("");
    }

    /** The cause below the mail protocol, which knows nothing of the mail: the network's or TLS's. */
    private static Optional<Throwable> network(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (!(link instanceof MessagingException)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }
}
