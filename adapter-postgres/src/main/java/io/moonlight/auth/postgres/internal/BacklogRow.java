package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.MailBacklog;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/** How the outbox stands; the age of the oldest mail in microseconds. */
public record BacklogRow(
        long waiting,
        long tried,
        @ColumnName("oldest_micros") long oldestMicros) {

    /** The same as the port tells it. */
    public MailBacklog backlog() {
        return new MailBacklog(waiting, tried, ChronoUnit.MICROS.getDuration().multipliedBy(oldestMicros));
    }
}
