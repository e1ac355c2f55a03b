package io.moonlight.auth.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;

/** How connections to the mail server are made. Safe for any number of threads. */
interface Connector {

    /** What messages are made in. */
    Session session();

    /** A new connection, logged in if that is wanted; the caller closes it. */
    Transport open() throws MessagingException, IOException;

    /** A new connection up to the point where a login would follow, in little time; the caller closes it. */
    Transport probe() throws MessagingException, IOException;
}
