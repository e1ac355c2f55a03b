package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.postgres.internal.row.Slice;
import io.moonlight.auth.postgres.internal.row.Times;
import io.moonlight.auth.postgres.internal.sql.SweepSql;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link Housekeeping} on PostgreSQL. Each sweep is one statement, which waits for no lock and looks at one slice of a table.
 * This object remembers where the last slice ended: sweeps walk through the table, and start over at its end.
 */
final class JdbiHousekeeping implements Housekeeping {

    private static final String FIRST_ID = "00000000-0000-0000-0000-000000000000";

    private final SweepSql sweeps;
    private final Map<ExpiredData, String> places = new ConcurrentHashMap<>();

    JdbiHousekeeping(JdbiDatabase database) {
        this.sweeps = database.attach(SweepSql.class);
    }

    @Override
    public Sweep sweep(ExpiredData what, Instant before, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is positive");
        }
        Slice slice = slice(what, places.getOrDefault(what, first(what)), Times.cut(before), limit);
        if (!slice.mine()) {
            return new Sweep(0, false);
        }
        Optional<String> next = slice.last().filter(last -> slice.seen() == limit);
        next.ifPresentOrElse(last -> places.put(what, last), () -> places.remove(what));
        return new Sweep(slice.removed(), next.isPresent());
    }

    private Slice slice(ExpiredData what, String after, OffsetDateTime before, int limit) {
        return switch (what) {
            case CODES -> sweeps.codes(1, after, before, limit);
            case SESSIONS -> sweeps.sessions(2, after, before, limit);
            case MAILS -> sweeps.mails(3, after, before, limit);
            case KNOWN_ADDRESSES -> sweeps.knownAddresses(4, after, before, limit);
            case INVITATIONS -> sweeps.invitations(7, after, before, limit);
            case EVENTS -> sweeps.events(5, after, before, limit);
            case LIMITS -> sweeps.limits(6, after, before, limit);
        };
    }

    private static String first(ExpiredData what) {
        return switch (what) {
            case CODES -> "-infinity";
            case SESSIONS, MAILS -> FIRST_ID;
            case KNOWN_ADDRESSES -> "0 ";
            case INVITATIONS, EVENTS -> "0";
            case LIMITS -> " ";
        };
    }
}
