package io.moonlight.auth.postgres;

import io.moonlight.auth.postgres.internal.row.CountedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue of events to write, oldest first. Safe for any number of threads. */
final class EventQueue {

    private final int capacity;
    private final int plenty;
    private final Deque<CountedEvent> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    EventQueue(int capacity) {
        this.capacity = capacity;
        this.plenty = Math.max(1, capacity / 5);
    }

    /** Returns whether the event was queued. */
    boolean offer(CountedEvent event) {
        lock.lock();
        try {
            if (closed || waiting.size() >= capacity) {
                return false;
            }
            waiting.addLast(event);
            if (waiting.size() == 1 || waiting.size() == plenty) {
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isFull() {
        return size() >= capacity;
    }

    /** Removes and returns the oldest events. */
    List<CountedEvent> take(int atMost) {
        lock.lock();
        try {
            List<CountedEvent> taken = new ArrayList<>(Math.min(atMost, waiting.size()));
            while (taken.size() < atMost && !waiting.isEmpty()) {
                taken.add(waiting.removeFirst());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts back events that could not be written, ordered by age.
     *
     * @return the newest events, which do not fit any more
     */
    List<CountedEvent> giveBack(List<CountedEvent> taken) {
        lock.lock();
        try {
            List<CountedEvent> all = new ArrayList<>(taken);
            all.addAll(waiting);
            all.sort(Comparator.comparing(counted -> counted.event().at()));
            int kept = Math.min(all.size(), capacity);
            waiting.clear();
            waiting.addAll(all.subList(0, kept));
            changed.signalAll(); // another thread may wait for events
            return all.subList(kept, all.size());
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an event, and then for a while for more; does not wait if the queue is closed. */
    void awaitBatch(long gatherMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && waiting.isEmpty()) {
                changed.await();
            }
            long left = TimeUnit.MILLISECONDS.toNanos(gatherMillis);
            while (!closed && waiting.size() < plenty && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the duration, or until the queue is closed. */
    void pause(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Rejects further events and ends all waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
