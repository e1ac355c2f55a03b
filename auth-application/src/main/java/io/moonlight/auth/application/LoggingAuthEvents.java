package io.moonlight.auth.application;

import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.port.AuthEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link AuthEvents} as log lines: type, time and user number, nothing personal. */
public final class LoggingAuthEvents implements AuthEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingAuthEvents.class);

    @Override
    public void record(AuthEvent event) {
        LOG.atWarn()
                .addKeyValue("event", event.type().wire())
                .addKeyValue("at", event.at())
                .addKeyValue(
                        "user_id",
                        event.user().map(id -> Long.toString(id.value())).orElse("-"))
                .log("auth event");
    }
}
