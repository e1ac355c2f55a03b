package io.moonlight.auth.bcrypt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** An engine that computes nothing, records its keys, and may block until it gets permits. */
final class FakeEngine implements BcryptEngine {

    private final int width;
    private final int steps;
    private final Semaphore permits;
    private final List<List<BcryptKey>> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    private FakeEngine(int width, int steps, int permits) {
        this.width = width;
        this.steps = steps;
        this.permits = new Semaphore(permits);
    }

    static FakeEngine blocking(int width) {
        return blocking(width, 1);
    }

    /** Needs a number of steps for each job. */
    static FakeEngine blocking(int width, int steps) {
        return new FakeEngine(width, steps, 0);
    }

    static FakeEngine instant() {
        return instant(1);
    }

    static FakeEngine instant(int width) {
        return new FakeEngine(width, 1, Integer.MAX_VALUE / 2);
    }

    /** Lets the next steps go on. */
    void permit(int calls) {
        permits.release(calls);
    }

    /** Returns the passwords that were advanced together, step by step. */
    List<List<String>> passwords() {
        synchronized (asked) {
            return asked.stream()
                    .map(keys -> keys.stream().map(BcryptKey::password).toList())
                    .toList();
        }
    }

    /** Returns all keys, in order. */
    List<BcryptKey> keys() {
        synchronized (asked) {
            return asked.stream().flatMap(List::stream).toList();
        }
    }

    List<Thread> threads() {
        synchronized (threads) {
            return List.copyOf(threads);
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Bench bench() {
        return new FakeBench();
    }

    private final class FakeBench implements Bench {

        private final Map<HashJob, Integer> left = new LinkedHashMap<>();

        @Override
        public void begin(HashJob job) {
            if (job.key().password().equals("unreadable")) {
                throw new IllegalArgumentException("wanted by the test");
            }
            left.put(job, steps);
        }

        @Override
        public List<Digest> advance() {
            asked.add(left.keySet().stream().map(HashJob::key).toList());
            threads.add(Thread.currentThread());
            permits.acquireUninterruptibly();
            left.replaceAll((job, before) -> before - 1);
            List<Digest> done = left.entrySet().stream()
                    .filter(entry -> entry.getValue() == 0)
                    .map(entry -> digest(entry.getKey()))
                    .toList();
            done.forEach(digest -> left.remove(digest.job()));
            return done;
        }

        private Digest digest(HashJob job) {
            return new Digest(job, "digest of " + failing(job.key().password()));
        }

        @Override
        public void clear() {
            left.clear();
        }
    }

    private static String failing(String password) {
        return switch (password) {
            case "exception" -> throw new IllegalStateException("wanted by the test");
            case "error" -> throw new StackOverflowError("wanted by the test");
            default -> password;
        };
    }
}
