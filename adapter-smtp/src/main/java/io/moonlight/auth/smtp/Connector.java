package io.moonlight.auth.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;

/** Connects to the mail server. Safe for any number of threads. */
interface Connector {

    /** Returns the session that messages are created in. */
    Session session();

    /** Returns a new connection, logged in if there are credentials; the caller closes it. */
    Transport open(Progress progress) throws MessagingException, IOException;

    /** Does the same with short timeouts. */
    Transport probe(Progress progress) throws MessagingException, IOException;
}
