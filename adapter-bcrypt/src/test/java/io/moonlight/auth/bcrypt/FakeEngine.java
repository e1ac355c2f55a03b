package io.moonlight.auth.bcrypt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/** An engine that computes nothing, remembers what it was asked, and waits for a permit where one is wanted. */
final class FakeEngine implements BcryptEngine {

    private final int width;
    private final Semaphore permits;
    private final List<List<BcryptKey>> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    private FakeEngine(int width, int permits) {
        this.width = width;
        this.permits = new Semaphore(permits);
    }

    static FakeEngine blocking(int width) {
        return new FakeEngine(width, 0);
    }

    static FakeEngine instant() {
        return new FakeEngine(1, Integer.MAX_VALUE / 2);
    }

    /** Lets so many calls of {@link #digests} go on. */
    void permit(int calls) {
        permits.release(calls);
    }

    /** The passwords of each call, in the order of the calls. */
    List<List<String>> passwords() {
        synchronized (asked) {
            return asked.stream()
                    .map(keys -> keys.stream().map(BcryptKey::password).toList())
                    .toList();
        }
    }

    /** All keys, in order. */
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
    public List<String> digests(List<BcryptKey> keys) {
        asked.add(keys);
        threads.add(Thread.currentThread());
        permits.acquireUninterruptibly();
        return keys.stream().map(key -> "digest of " + failing(key.password())).toList();
    }

    private static String failing(String password) {
        return switch (password) {
            case "exception" -> throw new IllegalStateException("wanted by the test");
            case "error" -> throw new StackOverflowError("wanted by the test");
            default -> password;
        };
    }
}
