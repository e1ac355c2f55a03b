package io.moonlight.auth.application;

import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.port.AuthEvents;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * {@link AuthEvents} as log lines: type, detail, time and user number, nothing personal. What an operator should look at
 * is a warning, the everyday is at debug level.
 */
public final class LoggingAuthEvents implements AuthEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingAuthEvents.class);

    private static final Set<AuthEvent.Type> ALARMING =
            Set.of(AuthEvent.Type.REFRESH_TOKEN_REUSED, AuthEvent.Type.MAIL_EXPIRED, AuthEvent.Type.MAIL_REFUSED);

    @Override
    public void record(AuthEvent event) {
        LOG.atLevel(ALARMING.contains(event.type()) ? Level.WARN : Level.DEBUG)
                .addKeyValue("event", event.type().wire())
                .addKeyValue("detail", event.detail())
                .addKeyValue("at", event.at())
                .addKeyValue(
                        "user_id",
                        event.user().map(id -> Long.toString(id.value())).orElse("-"))
                .log("auth event");
    }
}
