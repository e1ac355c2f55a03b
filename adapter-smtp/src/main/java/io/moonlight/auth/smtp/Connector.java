package io.moonlight.auth.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;

/** How connections to the mail server are made. Safe for any number of threads. */
interface Connector {

    /** What messages are made in. */
    Session session();

    /** Returns a new connection, logged in if that is wanted; the caller closes it. */
    Transport open(Progress progress) throws MessagingException, IOException;

    /** Does the same in little time. */
    Transport probe(Progress progress) throws MessagingException, IOException;
}
