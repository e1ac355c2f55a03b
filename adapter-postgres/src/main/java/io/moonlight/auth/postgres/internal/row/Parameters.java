package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.user.PasswordHash;
import java.util.Map;

/** The named parameters of statements that take more than a few. */
public final class Parameters {

    private Parameters() {}

    /** Returns those of {@code <caller>} except the time. */
    public static Map<String, Object> caller(AdmittedCaller caller) {
        return Map.of(
                "user", caller.user().value(),
                "session", caller.session().value(),
                "verified", caller.verified().map(PasswordHash::value));
    }

    /** Returns those of a statement that stores the mail. */
    public static Map<String, Object> mail(OutboxMail mail) {
        return Map.of(
                "mailId", mail.id(),
                "kind", mail.kind().wire(),
                "to", mail.to().value(),
                "language", mail.language().tag(),
                "requestedAt", Times.cut(mail.requestedAt()),
                "deadline", Times.cut(mail.deadline()));
    }

    /** Returns those of a statement that stores the session of a user who signs in like this. */
    public static Map<String, Object> session(Session session, AuthMethod method) {
        return Map.of(
                "id", session.id().value(),
                "userId", session.userId().value(),
                "method", method.wire(),
                "createdAt", Times.cut(session.createdAt()),
                "expiresAt", Times.cut(session.expiresAt()),
                "ip", session.client().address().map(ClientAddress::text),
                "network", session.client().readableAddress().map(ClientAddress::network),
                "userAgent", session.client().userAgent());
    }
}
