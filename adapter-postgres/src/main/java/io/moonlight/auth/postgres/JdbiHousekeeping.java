package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.postgres.internal.SliceRow;
import io.moonlight.auth.postgres.internal.SweepSql;
import io.moonlight.auth.postgres.internal.Times;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link Housekeeping} on PostgreSQL. Each step is one statement, which waits for nobody and looks at one slice of a
 * table. This object remembers where the last one ended: steps walk through the table, and when they have come to its
 * end the next one begins anew.
 */
public final class JdbiHousekeeping implements Housekeeping {

    private static final String FIRST_ID = "00000000-0000-0000-0000-000000000000";

    private final JdbiTransactions database;
    private final Map<ExpiredData, String> places = new ConcurrentHashMap<>();

    /** @param database the way to the tables of {@link PostgresMigrations} */
    public JdbiHousekeeping(JdbiTransactions database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public Sweep sweep(ExpiredData what, Instant before, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is positive");
        }
        String after = places.getOrDefault(what, first(what));
        OffsetDateTime time = Times.cut(before);
        SliceRow slice = database.sql(SweepSql.class, sql -> sweep(sql, what, after, time, limit));
        if (!slice.mine()) {
            return new Sweep(0, false);
        }
        Optional<String> next = slice.last().filter(last -> slice.seen() == limit);
        next.ifPresentOrElse(last -> places.put(what, last), () -> places.remove(what));
        return new Sweep(slice.removed(), next.isPresent());
    }

    private static SliceRow sweep(SweepSql sql, ExpiredData what, String after, OffsetDateTime before, int limit) {
        return switch (what) {
            case CODES -> sql.codes(after, before, limit);
            case SESSIONS -> sql.sessions(after, before, limit);
            case MAILS -> sql.mails(after, before, limit);
            case KNOWN_ADDRESSES -> sql.knownAddresses(after, before, limit);
            case EVENTS -> sql.events(after, before, limit);
            case LIMITS -> sql.limits(after, before, limit);
        };
    }

    private static String first(ExpiredData what) {
        return switch (what) {
            case CODES -> "-infinity";
            case SESSIONS, MAILS -> FIRST_ID;
            case KNOWN_ADDRESSES -> "0 ";
            case EVENTS -> "0";
            case LIMITS -> " ";
        };
    }
}
