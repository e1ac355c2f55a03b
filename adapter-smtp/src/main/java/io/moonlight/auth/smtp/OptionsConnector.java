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
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Connections as {@link SmtpOptions} ask for them, each over a {@link DeadlineSocket}. What they need is made for the first
 * one: to read the certificates that the JVM trusts takes a noticeable part of a program's start.
 */
final class OptionsConnector implements Connector {

    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SmtpOptions options;
    private Optional<Made> made = Optional.empty();

    OptionsConnector(SmtpOptions options) {
        this.options = options;
    }

    private record Made(Optional<SSLSocketFactory> tlsSockets, Session session, Session probeSession) {}

    private synchronized Made made() {
        if (made.isEmpty()) {
            made = Optional.of(make());
        }
        return made.orElseThrow();
    }

    private Made make() {
        Optional<SSLSocketFactory> tls = options.tls() == SmtpTls.NONE
                ? Optional.empty()
                : options.tlsSockets().or(() -> Optional.of((SSLSocketFactory) SSLSocketFactory.getDefault()));
        Session probing = Session.getInstance(properties(false, tls));
        Session sending = options.credentials()
                .map(known -> Session.getInstance(properties(true, tls), new Login(known)))
                .orElse(probing);
        return new Made(tls, sending, probing);
    }

    @Override
    public Session session() {
        return made().session();
    }

    @Override
    public Transport open() throws MessagingException, IOException {
        return connect(made().session(), options.totalTimeout());
    }

    @Override
    public Transport probe() throws MessagingException, IOException {
        return connect(made().probeSession(), PROBE);
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
        SSLSocket socket =
                (SSLSocket) made().tlsSockets().orElseThrow().createSocket(plain, options.host(), options.port(), true);
        SSLParameters rules = socket.getSSLParameters();
        rules.setProtocols(TLS_VERSIONS);
        rules.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(rules);
        socket.startHandshake();
        return socket;
    }

    private Properties properties(boolean login, Optional<SSLSocketFactory> tlsSockets) {
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
        tlsSockets.ifPresent(sockets -> properties.put("mail.smtp.ssl.socketFactory", sockets));
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
