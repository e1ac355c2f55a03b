package io.moonlight.auth.testkit;

import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.Transactions;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;

/** The ports that keep state, over one store that is empty at first; and what tests do to it behind the ports' backs. */
public interface Store {

    /** The users. */
    UserRepository users();

    /** The verification codes. */
    VerificationCodes codes();

    /** The sessions. */
    SessionRepository sessions();

    /** The mails to be sent. */
    MailOutbox outbox();

    /** The transactions over all of them. */
    Transactions transactions();

    /** Switches a user's account off. */
    void switchOff(UserId id);

    /** Deletes a user. */
    void delete(UserId id);

    /** Gives a user another address. */
    void moveTo(UserId id, EmailAddress email);

    /** Whether nothing of any kind is stored. */
    boolean isEmpty();
}
