package io.moonlight.auth.smtp;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.MailRefusedException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * A failed delivery, for the log: the stage and the numbers of the server's reply,
 * never its text, which often contains the recipient's address.
 */
final class SmtpFault extends Exception {

    static final String NO_LOGIN = "the server offers no login";

    private static final long serialVersionUID = 1L;
    private static final String PART = "mail";
    private static final int MAX_DETAIL = 200;
    private static final Pattern REPLY =
            Pattern.compile("([245][0-9]{2})(?:[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3}))?\\b.*", Pattern.DOTALL);
    private static final Pattern BAD_GREETING =
            Pattern.compile("Got bad greeting.*response: ([0-9]{3})\\b.*", Pattern.DOTALL);

    /** Replies to RCPT that reject the mailbox, or policy, relaying or the sender (RFC 5321, 4.2.3). */
    private static final Set<String> UNCERTAIN_REPLIES = Set.of("550", "551", "553");

    /** The domain accepts no mail (RFC 7504). */
    private static final String NULL_MX = "556";

    /** Codes about an address (5.1.x) or a mailbox (5.2.x) that leave open what is wrong. */
    private static final Set<String> UNCERTAIN_CODES = Set.of("5.1.0", "5.2.0");

    /** Enhanced codes about an address or a mailbox that are not final or not about the recipient. */
    private static final Set<String> NOT_THE_RECIPIENT = Set.of("5.1.7", "5.1.8", "5.2.2");

    /** Messages of the library, and what is logged for them. */
    private static final Map<String, String> KNOWN = Map.of(
            "STARTTLS is required",
            "the server offers no STARTTLS",
            "No authentication mechanisms supported",
            "the server offers neither PLAIN nor LOGIN",
            NO_LOGIN,
            NO_LOGIN,
            "[EOF]",
            "the server closed the connection");

    private SmtpFault(String message, Optional<Throwable> cause) {
        super(message, cause.orElse(null));
    }

    /**
     * Distinguishes a rejected recipient from other failures. Permanent is a 5xx reply to RCPT whose enhanced code
     * is about the mailbox itself (RFC 3463: 5.1.x, 5.2.x), or 556. Without an enhanced code 550, 551 and 553 leave open
     * whether the mailbox, policy or the sender is refused. Policy (5.7.x, such as a relay that requires a login), a full
     * mailbox (552, 5.2.2) and a refused sender (5.1.7, 5.1.8) are faults: a delivery attempt too many costs little, a mail
     * that is dropped for an operator's mistake is lost.
     */
    static RuntimeException translate(Exception failure, SmtpStage reached) {
        SmtpStage stage = stage(failure, reached);
        Exception telling = find(failure, SMTPAddressFailedException.class)
                .<Exception>map(e -> e)
                .orElse(failure);
        String reason = stage + ": " + detail(telling);
        SmtpFault fault = new SmtpFault(reason, network(failure));
        Matcher reply = REPLY.matcher(words(telling));
        if (stage == SmtpStage.RECIPIENT && reply.matches()) {
            if (isPermanent(reply)) {
                return MailRefusedException.permanent(reason, fault);
            }
            if (isUncertain(reply)) {
                return MailRefusedException.uncertain(reason, fault);
            }
        }
        return new AuthUnavailableException(PART, reason, fault);
    }

    private static boolean isPermanent(Matcher reply) {
        String enhanced = reply.group(2);
        return enhanced == null
                ? reply.group(1).equals(NULL_MX)
                : isAboutTheMailbox(enhanced) && !UNCERTAIN_CODES.contains(enhanced);
    }

    private static boolean isUncertain(Matcher reply) {
        String enhanced = reply.group(2);
        return enhanced == null ? UNCERTAIN_REPLIES.contains(reply.group(1)) : UNCERTAIN_CODES.contains(enhanced);
    }

    private static boolean isAboutTheMailbox(String enhanced) {
        return (enhanced.startsWith("5.1.") || enhanced.startsWith("5.2.")) && !NOT_THE_RECIPIENT.contains(enhanced);
    }

    /** The exception counts more than the stage, which an embedder's session does not report. */
    private static SmtpStage stage(Exception failure, SmtpStage reached) {
        if (find(failure, SMTPAddressFailedException.class).isPresent()) {
            return SmtpStage.RECIPIENT;
        }
        if (find(failure, SMTPSenderFailedException.class).isPresent()) {
            return SmtpStage.SENDER;
        }
        if (failure instanceof AuthenticationFailedException) {
            return SmtpStage.LOGIN;
        }
        boolean tls =
                find(failure, SSLException.class).isPresent() || words(failure).startsWith("STARTTLS");
        return tls ? SmtpStage.TLS : reached;
    }

    private static <T extends Exception> Optional<T> find(Exception failure, Class<T> type) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (type.isInstance(link)) {
                return Optional.of(type.cast(link));
            }
        }
        return Optional.empty();
    }

    private static String detail(Exception failure) {
        String words = words(failure);
        Matcher reply = REPLY.matcher(words);
        if (reply.matches()) {
            return reply.group(2) == null ? reply.group(1) : reply.group(1) + " " + reply.group(2);
        }
        Matcher greeting = BAD_GREETING.matcher(words);
        if (greeting.matches()) {
            return greeting.group(1);
        }
        return KNOWN.entrySet().stream()
                .filter(known -> words.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> network(failure).map(SmtpFault::described))
                .orElse(failure.getClass().getSimpleName());
    }

    /** The message of a network or TLS failure: it comes from the JDK and contains nothing of the mail. */
    private static String described(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        String words = cause instanceof IOException ? name + ": " + words(cause) : name;
        return words.length() > MAX_DETAIL ? words.substring(0, MAX_DETAIL) : words;
    }

    private static String words(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("");
    }

    /** The network or TLS failure that caused it, if there is one. */
    private static Optional<Throwable> network(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (!(link instanceof MessagingException)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }
}
