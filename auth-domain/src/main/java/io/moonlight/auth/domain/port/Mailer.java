package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.MailRefusedException;
import io.moonlight.auth.domain.model.mail.Mail;

/**
 * Driven port: hands a mail to the mail system.
 *
 * <p><b>Contract.</b> When {@link #send} returns, the mail system is responsible for the mail. The
 * mail goes to its recipient alone and renders the {@link Mail} in its language; no value in it can add a header
 * or a recipient.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Blocks until the mail system has answered, for at most half a minute.
 *
 * <p><b>Errors.</b> {@link MailRefusedException} if the mail system rejects this recipient; it says whether another attempt
 * is pointless. {@link AuthUnavailableException} for everything else; the mail may or may not have been accepted then, and
 * another attempt is sensible. The message of either names the reason, without personal data.
 */
public interface Mailer {

    /** Sends one mail. */
    void send(Mail mail);
}
