package io.moonlight.auth.examples.guide;

import io.moonlight.auth.application.AuthBuilder;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.postgres.JdbiAuthEvents;
import io.moonlight.auth.postgres.JdbiDatabase;
import java.util.function.Consumer;

/** Who hears what happens. */
final class Events {

    private Events() {}

    static void listen(AuthBuilder builder, Consumer<UserId> welcome) {
        // guide: begin events
        builder.events(event -> {
            if (event.type() == AuthEvent.Type.REGISTERED) {
                event.user().ifPresent(welcome);
            }
        });
        // guide: end
    }

    static JdbiAuthEvents audit(AuthBuilder builder, JdbiDatabase database) {
        // guide: begin audit
        JdbiAuthEvents trail = JdbiAuthEvents.start(database); // close it before the data source
        builder.events(trail).auditTrail(trail);
        // guide: end
        return trail;
    }
}
