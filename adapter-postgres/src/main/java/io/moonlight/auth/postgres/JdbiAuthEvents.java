package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.postgres.internal.connection.Faults;
import io.moonlight.auth.postgres.internal.row.CountedEvent;
import io.moonlight.auth.postgres.internal.row.StoredEvent;
import io.moonlight.auth.postgres.internal.sql.AuditSql;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link AuthEvents} and {@link AuditTrail} on PostgreSQL.
 *
 * <p>Events are queued in memory, and a thread writes them in batches at least four times a second. If the queue is full,
 * with {@value #CAPACITY} events, the caller that records one more writes a batch itself. While the database is not
 * available, the oldest events are kept, those that do not fit are lost, and no caller waits; the log says how many were lost.
 * An event is also lost if the process dies before it is written, and written twice if the connection breaks just after the
 * database has stored it.
 *
 * <p>Events of one source in a batch are written as one row with their number, see {@link RecordedEvent#times()}.
 *
 * <p><b>Threading.</b> {@link #start} starts one daemon thread; {@link #close} ends it.
 */
public final class JdbiAuthEvents implements AuthEvents, AuditTrail, AutoCloseable {

    /** The maximum number of queued events. */
    public static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(JdbiAuthEvents.class);
    private static final int ROWS = 500;
    private static final long GATHER_MILLIS = 200;
    private static final long RETRY_MILLIS = 1_000;
    private static final long LAST_BATCHES_MILLIS = 5_000;
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final JdbiDatabase database;
    private final AuditSql audit;
    private final EventQueue queue;
    private final Thread writer;
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean away;
    private long reported;
    private long reportedAt;

    private JdbiAuthEvents(JdbiDatabase database, int capacity) {
        this.database = requireNonNull(database, "database");
        this.audit = database.attach(AuditSql.class);
        this.queue = new EventQueue(capacity);
        this.reportedAt = System.nanoTime() - REPORT_NANOS;
        this.writer = new Thread(this::run, "moonlight-audit");
        writer.setDaemon(true);
    }

    /**
     * Starts the thread that writes.
     *
     * @param database with the tables of {@link PostgresMigrations}; stays open until this is closed
     */
    public static JdbiAuthEvents start(JdbiDatabase database) {
        return start(database, CAPACITY);
    }

    static JdbiAuthEvents start(JdbiDatabase database, int capacity) {
        JdbiAuthEvents events = new JdbiAuthEvents(database, capacity);
        events.writer.start();
        return events;
    }

    @Override
    public void record(AuthEvent event) {
        CountedEvent entry = new CountedEvent(requireNonNull(event, "event"), 1);
        if (queue.offer(entry)) {
            return;
        }
        writeOneBatch();
        if (!queue.offer(entry)) {
            lost.incrementAndGet();
        }
    }

    /** The caller's share when the thread cannot keep up. In a transaction of the caller it would become a part of that. */
    private void writeOneBatch() {
        if (!away && !database.isBound() && queue.isFull() && !queue.isClosed()) {
            writeInBatches(queue.take(ROWS));
        }
    }

    private void run() {
        try {
            while (!queue.isClosed()) {
                queue.awaitBatch(GATHER_MILLIS);
                if (!writeWhatWaits()) {
                    queue.pause(RETRY_MILLIS);
                }
            }
            writeAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean writeWhatWaits() {
        try {
            boolean written = writeAll();
            reportLoss(false);
            return written;
        } catch (RuntimeException | Error e) { // must not end the thread
            LOG.error("audit events were not written", e);
            return false;
        }
    }

    private boolean writeAll() {
        return writeInBatches(queue.take(Integer.MAX_VALUE));
    }

    /** Events that cannot be written are queued again, if they fit. */
    private boolean writeInBatches(List<CountedEvent> taken) {
        List<CountedEvent> rows = CountedEvent.collapsed(taken);
        for (int from = 0; from < rows.size(); from += ROWS) {
            if (!write(rows.subList(from, Math.min(from + ROWS, rows.size())))) {
                lose(queue.giveBack(rows.subList(from, rows.size())));
                return false;
            }
        }
        return true;
    }

    /** Throws nothing: a failure to record must not fail a call. */
    private boolean write(List<CountedEvent> rows) {
        try {
            audit.write(StoredEvent.columns(rows));
        } catch (RuntimeException e) {
            if (!Faults.isRefusedData(e)) {
                setAway(e);
                return false;
            }
            LOG.error(
                    "the database refused a batch of audit events (SQLSTATE {})",
                    Faults.sqlState(e).orElse("none"));
            lose(rows);
        } catch (Error e) { // must end neither the thread that writes nor a call
            LOG.error("audit events were not written; they wait", e);
            away = true;
            return false;
        }
        setBack();
        return true;
    }

    private void setAway(RuntimeException why) {
        if (!away) {
            LOG.warn("audit events cannot be written; they wait: {}", Faults.inWords(why));
        }
        away = true;
    }

    private void setBack() {
        if (away) {
            LOG.info("audit events are written again");
        }
        away = false;
    }

    private void lose(List<CountedEvent> events) {
        lost.addAndGet(events.stream().mapToLong(CountedEvent::times).sum());
    }

    private synchronized void reportLoss(boolean last) {
        long now = System.nanoTime();
        long total = lost.get();
        if (total > reported && (last || now - reportedAt >= REPORT_NANOS)) {
            LOG.warn("{} audit events were lost", total - reported);
            reported = total;
            reportedAt = now;
        }
    }

    /** Returns how many events were lost since the start. */
    public long lost() {
        return lost.get();
    }

    /** Returns how many events are queued. */
    public int queued() {
        return queue.size();
    }

    @Override
    public List<RecordedEvent> read(AuditFilter filter, PageRequest page) {
        return rows(filter, page).stream().flatMap(row -> row.event().stream()).toList();
    }

    private List<StoredEvent> rows(AuditFilter filter, PageRequest page) {
        Optional<String> type = filter.type().map(AuthEvent.Type::wire);
        if (filter.user().isEmpty()) {
            return type.map(t -> audit.readOfType(t, page.size(), page.offset()))
                    .orElseGet(() -> audit.read(page.size(), page.offset()));
        }
        long user = filter.user().get().value();
        return type.map(t -> audit.readOfUserAndType(user, t, page.size(), page.offset()))
                .orElseGet(() -> audit.readOfUser(user, page.size(), page.offset()));
    }

    /** Accepts no more events and writes the queued ones, for at most five seconds; the remaining ones are lost. */
    @Override
    public void close() {
        queue.close();
        try {
            writer.join(LAST_BATCHES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lose(queue.take(Integer.MAX_VALUE));
        reportLoss(true);
    }
}
