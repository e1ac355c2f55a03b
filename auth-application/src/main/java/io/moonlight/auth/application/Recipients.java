package io.moonlight.auth.application;

import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.OutboxMail;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what somebody is mailed who is to get a code. Where strangers must not learn who is a user, a code is asked for
 * whoever the address belongs to, and only here it turns out whether it makes sense.
 */
final class Recipients {

    /** What is done. */
    enum Treatment {
        SEND_CODE,
        /** The owner of the address learns that it is registered already; there is no code. */
        TELL_OWNER,
        /** Nobody of this address is a user; there is no code and no mail. */
        STAY_SILENT
    }

    private final UserRepository users;
    private final EnumerationGuard enumerationGuard;

    Recipients(UserRepository users, EnumerationGuard enumerationGuard) {
        this.users = users;
        this.enumerationGuard = enumerationGuard;
    }

    /**
     * Returns until when the code of a mail that is sent now is live. Where strangers must not learn which addresses belong
     * to users, that does not depend on whether, how often and how late a mail is sent.
     */
    Instant codeEnd(OutboxMail mail, Instant now, Duration lifetime) {
        return enumerationGuard.isWanted() ? mail.deadline() : now.plus(lifetime);
    }

    Treatment treatment(EmailAddress to, CodePurpose purpose) {
        if (!enumerationGuard.isWanted()) {
            return Treatment.SEND_CODE;
        }
        boolean owned = users.exists(to);
        if (owned == purpose.isForUsers()) {
            return Treatment.SEND_CODE;
        }
        return owned ? Treatment.TELL_OWNER : Treatment.STAY_SILENT;
    }
}
