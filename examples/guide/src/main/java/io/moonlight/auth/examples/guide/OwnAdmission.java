package io.moonlight.auth.examples.guide;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.AuthBuilder;
import io.moonlight.auth.application.Invitations;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Roles;
import java.util.List;
import java.util.Set;

/** Which emails may register. */
final class OwnAdmission {

    private OwnAdmission() {}

    static void customersOnly(AuthBuilder builder, Set<String> customers) {
        // guide: begin admission
        builder.admission(email -> customers.contains(email.domain()));
        // guide: end
    }

    static Invitation invite(Auth auth, EmailAddress guest) {
        // guide: begin invitation
        var command = new Invitations.Command(
                guest, Roles.of(List.of("editor")), Invitations.DEFAULT_LIFETIME, Language.ENGLISH, ClientInfo.LOCAL);
        Invitation invitation = auth.administration().invitations().invite(command);
        // guide: end
        return invitation;
    }
}
