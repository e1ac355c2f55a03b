package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.hash;

import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the contracts of invitations share. */
abstract class InvitationContract extends StoreContract {

    static final KeyedHash CODE = hash("123456");
    static final Roles SOME = Roles.of(List.of("editor", "chief"));
    static final PageRequest FIRST = new PageRequest(1, 10);
    static final int CALLERS = 16;

    final Invitation invite(EmailAddress email, Roles roles) {
        return store.invitations().invite(scenario.newMail(MailKind.INVITATION, email), roles);
    }

    final User register(NewUser user, AdmissionRule rule) {
        return store.users().register(user, CODE, rule, now());
    }

    final NewUser withCode() {
        NewUser user = Samples.newUser(now());
        scenario.liveCode(user.email(), CodePurpose.REGISTER, CODE);
        return user;
    }

    static NewUser sameEmail(NewUser user) {
        return new NewUser(user.email(), Samples.username(), user.passwordHash(), user.createdAt());
    }

    final boolean isInvited(EmailAddress email) {
        return store.invitations().isInvited(email, now());
    }

    final List<OutboxMail> mails() {
        List<OutboxMail> mails = new ArrayList<>();
        Optional<ClaimedMail> next = store.outbox().claim(now(), Duration.ofMinutes(1));
        while (next.isPresent()) {
            mails.add(next.get().mail());
            next = store.outbox().claim(now(), Duration.ofMinutes(1));
        }
        return mails;
    }
}
