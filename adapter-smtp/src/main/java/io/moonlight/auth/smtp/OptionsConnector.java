package io.moonlight.auth.smtp;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Connections as {@link SmtpOptions} ask for them, each over a {@link DeadlineSocket}. */
final class OptionsConnector implements Connector {

    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SmtpOptions options;
    private final SSLSocketFactory tlsSockets;
    private final Session session;
    private final Session probeSession;

    OptionsConnector(SmtpOptions options) {
        this.options = options;
        this.tlsSockets = options.tlsSockets().orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        this.session = options.credentials()
                .map(known -> Session.getInstance(properties(true), new Login(known)))
                .orElseGet(() -> Session.getInstance(properties(false)));
        this.probeSession = Session.getInstance(properties(false));
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Transport open() throws MessagingException, IOException {
        return connect(session, options.totalTimeout());
    }

    @Override
    public Transport probe() throws MessagingException, IOException {
        return connect(probeSession, PROBE);
    }

    private Transport connect(Session with, Duration total) throws MessagingException, IOException {
        Socket socket = dial(total);
        try {
            SMTPTransport transport = (SMTPTransport) with.getTransport("smtp");
            transport.connect(options.tls() == SmtpTls.IMPLICIT ? encrypt(socket) : socket);
            return transport;
        } catch (MessagingException | IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Tries the host's addresses in turn; the deadline is one for all of them. */
    private Socket dial(Duration total) throws IOException {
        long start = System.nanoTime();
        IOException last = new IOException("the host has no address");
        for (InetAddress address : InetAddress.getAllByName(options.host())) {
            Duration left = total.minusNanos(System.nanoTime() - start);
            DeadlineSocket socket = new DeadlineSocket(left, options.readTimeout());
            try {
                socket.connect(options.host(), address, options.port(), options.connectTimeout());
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private SSLSocket encrypt(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tlsSockets.createSocket(plain, options.host(), options.port(), true);
        SSLParameters rules = socket.getSSLParameters();
        rules.setProtocols(TLS_VERSIONS);
        rules.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(rules);
        socket.startHandshake();
        return socket;
    }

    private Properties properties(boolean login) {
        boolean startTls = options.tls() == SmtpTls.REQUIRED_STARTTLS;
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", options.host());
        properties.setProperty("mail.smtp.port", Integer.toString(options.port()));
        properties.setProperty("mail.smtp.localhost", options.from().domain());
        properties.setProperty("mail.smtp.from", options.from().address().value());
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", String.join(" ", TLS_VERSIONS));
        properties.put("mail.smtp.ssl.socketFactory", tlsSockets);
        properties.setProperty("mail.smtp.auth", Boolean.toString(login));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }

    private static final class Login extends Authenticator {

        private final SmtpCredentials known;

        private Login(SmtpCredentials known) {
            this.known = known;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(known.user(), known.password());
        }
    }
}
