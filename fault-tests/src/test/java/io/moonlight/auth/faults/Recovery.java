package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What happens after the end of a fault: all becomes well again, by itself. */
final class Recovery {

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Stack stack;
    private final List<Observations> seen;
    private final long mended = System.nanoTime();
    private final Instant mendedAt = Instant.now();
    private Optional<Duration> mails = Optional.empty();

    /**
     * The fault is over now.
     *
     * @param seen by clients of all kinds
     */
    Recovery(Stack stack, List<Observations> seen) {
        this.stack = stack;
        this.seen = seen;
    }

    /** Waits until for two seconds everybody was served, and every mail that was requested before has gone. */
    void await() {
        Await.until(() -> {
            if (mails.isEmpty() && waitingMails() == 0) {
                mails = Optional.of(Duration.ofNanos(System.nanoTime() - mended));
            }
            return mails.isPresent() && isQuiet();
        });
    }

    private boolean isQuiet() {
        long since = lastBad().orElse(mended);
        return System.nanoTime() - since > QUIET.toNanos()
                && seen.stream().allMatch(observations -> observations.servedAfter(since));
    }

    private long waitingMails() {
        try {
            return stack.postgres()
                    .numbers("SELECT 'waiting', count(*) FROM mail_outbox WHERE requested_at < '" + mendedAt + "'")
                    .get("waiting");
        } catch (SQLException e) {
            return 1; // the database has not recovered itself
        }
    }

    private OptionalLong lastBad() {
        return seen.stream()
                .map(observations -> observations.lastBadAfter(mended))
                .flatMapToLong(OptionalLong::stream)
                .max();
    }

    /** For how long there still were clients who could not be served, or a server was not ready. */
    Duration ofAnswers() {
        return Duration.ofNanos(lastBad().orElse(mended) - mended);
    }

    /** When the last of the mails had gone that waited. */
    Duration ofMails() {
        return mails.orElseThrow();
    }

    /** The end of the time in which the fault was felt. */
    long end() {
        return mended + ofAnswers().toNanos();
    }
}
