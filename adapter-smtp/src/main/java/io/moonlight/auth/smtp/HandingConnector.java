package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;

/** Hands messages to the host application, which connects by itself. */
final class HandingConnector implements Connector {

    private static final URLName NOWHERE = new URLName("smtp:");

    private final SmtpMailer.Delivery delivery;
    private final Session session;

    HandingConnector(SmtpMailer.Delivery delivery, Session session) {
        this.delivery = requireNonNull(delivery, "delivery");
        this.session = requireNonNull(session, "session");
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Transport open(Progress progress) {
        return new Transport(session, NOWHERE) {
            @Override
            public void sendMessage(Message message, Address[] recipients) throws MessagingException {
                delivery.deliver((MimeMessage) message);
            }
        };
    }

    /** The host application knows whether it can send. */
    @Override
    public Transport probe(Progress progress) {
        return open(progress);
    }
}
