package io.moonlight.auth.application.background;

import io.moonlight.auth.application.internal.Admissions;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what to mail for a request for a code. With uniform disclosure a code can be requested for every
 * address, and the account is looked up here, as is whether the address may register.
 */
final class Recipients {

    /** What to send. */
    enum Treatment {
        SEND_CODE,
        /** A notice to the owner that the address is registered already, and no code. */
        TELL_OWNER,
        /** No code and no mail: the address is not registered, or may not register. */
        STAY_SILENT
    }

    private final UserRepository users;
    private final Admissions admissions;
    private final EnumerationGuard enumerationGuard;

    Recipients(UserRepository users, Admissions admissions, EnumerationGuard enumerationGuard) {
        this.users = users;
        this.admissions = admissions;
        this.enumerationGuard = enumerationGuard;
    }

    /**
     * Returns the expiry of the code of a mail that is sent now. With uniform disclosure
     * it does not depend on whether, how often and how late a mail is sent.
     */
    Instant codeEnd(OutboxMail mail, Instant now, Duration lifetime) {
        return enumerationGuard.isWanted() ? mail.deadline() : now.plus(lifetime);
    }

    Treatment treatment(EmailAddress to, CodePurpose purpose) {
        if (!enumerationGuard.isWanted()) {
            return Treatment.SEND_CODE;
        }
        if (users.exists(to)) {
            return purpose.isForUsers() ? Treatment.SEND_CODE : Treatment.TELL_OWNER;
        }
        boolean welcome = purpose == CodePurpose.REGISTER ? admissions.admits(to) : !purpose.isForUsers();
        return welcome ? Treatment.SEND_CODE : Treatment.STAY_SILENT;
    }
}
