package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;

/** Connections by an embedder's own session. */
final class SessionConnector implements Connector {

    private static final String PROBE_MILLIS = "3000";

    private final Session session;

    SessionConnector(Session session) {
        this.session = requireNonNull(session, "session");
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Transport open(Progress progress) throws MessagingException {
        return connected(session);
    }

    @Override
    public Transport probe(Progress progress) throws MessagingException {
        Properties own = session.getProperties();
        Properties copy = new Properties();
        own.stringPropertyNames().forEach(name -> copy.setProperty(name, own.getProperty(name)));
        copy.putAll(own);
        for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            copy.setProperty(protocol + "connectiontimeout", PROBE_MILLIS);
            copy.setProperty(protocol + "timeout", PROBE_MILLIS);
        }
        return connected(Session.getInstance(copy, authenticator()));
    }

    /** Takes the credentials from the embedder's session. */
    private Authenticator authenticator() {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return session.requestPasswordAuthentication(
                        getRequestingSite(),
                        getRequestingPort(),
                        getRequestingProtocol(),
                        getRequestingPrompt(),
                        getDefaultUserName());
            }
        };
    }

    private static Transport connected(Session session) throws MessagingException {
        Transport transport = session.getTransport();
        transport.connect();
        return transport;
    }
}
