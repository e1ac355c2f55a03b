package io.moonlight.auth.examples.jdkhttp;

import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.port.Mailer;
import java.io.PrintStream;

/** Shows the codes instead of mailing them, so that the example needs no mail server. {@code SmtpMailer} sends real mails. */
final class ConsoleMailer implements Mailer {

    private final PrintStream out;

    ConsoleMailer(PrintStream out) {
        this.out = out;
    }

    @Override
    public void send(Mail mail) {
        String text = mail instanceof Mail.Code code
                ? code.code().digits()
                : mail.getClass().getSimpleName();
        out.println("Mail to " + mail.to().value() + ": " + text);
    }
}
