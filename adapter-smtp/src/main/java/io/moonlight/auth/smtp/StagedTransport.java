package io.moonlight.auth.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** An SMTP connection that records its stage, and fails if a required login is not offered. */
final class StagedTransport extends SMTPTransport {

    private static final URLName SMTP = new URLName("smtp", null, -1, null, null, null);

    private final Progress progress;
    private final boolean login;
    private boolean startTlsDone;

    StagedTransport(Session session, Progress progress, boolean login) {
        super(session, SMTP);
        this.progress = progress;
        this.login = login;
    }

    /** The library would skip the login if the server offers none. */
    @Override
    protected synchronized boolean protocolConnect(String host, int port, String user, String password)
            throws MessagingException {
        boolean connected = super.protocolConnect(host, port, user, password);
        if (connected && login && !supportsExtension("AUTH") && !supportsExtension("AUTH=LOGIN")) {
            close();
            throw new AuthenticationFailedException(SmtpFault.NO_LOGIN);
        }
        return connected;
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        boolean known = super.ehlo(domain);
        if (known) {
            greeted();
        }
        return known;
    }

    @Override
    protected void helo(String domain) throws MessagingException {
        super.helo(domain);
        greeted();
    }

    private void greeted() {
        progress.enter(getRequireStartTLS() && !startTlsDone ? SmtpStage.TLS : SmtpStage.LOGIN);
    }

    @Override
    protected void startTLS() throws MessagingException {
        super.startTLS();
        startTlsDone = true;
    }

    /** Each connection is for one mail, so there is nothing to reset; a failing reply would hide the earlier rejection. */
    @Override
    public synchronized void issueCommand(String command, int expected) throws MessagingException {
        if (!command.equals("RSET")) {
            super.issueCommand(command, expected);
        }
    }

    @Override
    protected void mailFrom() throws MessagingException {
        progress.enter(SmtpStage.SENDER);
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        progress.enter(SmtpStage.RECIPIENT);
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        progress.enter(SmtpStage.DATA);
        return super.data();
    }
}
