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
 * Connections by {@link SmtpOptions}, each over a {@link DeadlineSocket}. Their session is created for the first
 * one: reading the JVM's trusted certificates would slow down a start.
 */
final class OptionsConnector implements Connector {

    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SmtpOptions options;
    private Optional<Made> made = Optional.empty();

    OptionsConnector(SmtpOptions options) {
        this.options = options;
    }

    private record Made(Optional<SSLSocketFactory> tlsSockets, Session session) {}

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
        Session session = options.credentials()
                .map(known -> Session.getInstance(properties(tls), new Login(known)))
                .orElseGet(() -> Session.getInstance(properties(tls)));
        return new Made(tls, session);
    }

    @Override
    public Session session() {
        return made().session();
    }

    @Override
    public Transport open(Progress progress) throws MessagingException, IOException {
        return connect(options.totalTimeout(), progress);
    }

    @Override
    public Transport probe(Progress progress) throws MessagingException, IOException {
        return connect(PROBE.compareTo(options.totalTimeout()) < 0 ? PROBE : options.totalTimeout(), progress);
    }

    private Transport connect(Duration total, Progress progress) throws MessagingException, IOException {
        Socket socket = dial(total);
        try {
            SMTPTransport transport = new StagedTransport(
                    made().session(), progress, options.credentials().isPresent());
            transport.connect(options.tls() == SmtpTls.IMPLICIT ? encrypt(socket, progress) : socket);
            return transport;
        } catch (MessagingException | IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Tries the host's addresses in turn, with one deadline for all of them. */
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

    private SSLSocket encrypt(Socket plain, Progress progress) throws IOException {
        progress.enter(SmtpStage.TLS);
        SSLSocket socket =
                (SSLSocket) made().tlsSockets().orElseThrow().createSocket(plain, options.host(), options.port(), true);
        SSLParameters rules = socket.getSSLParameters();
        rules.setProtocols(TLS_VERSIONS);
        rules.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(rules);
        socket.startHandshake();
        progress.enter(SmtpStage.CONNECT);
        return socket;
    }

    private Properties properties(Optional<SSLSocketFactory> tlsSockets) {
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
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(options.credentials().isPresent()));
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
