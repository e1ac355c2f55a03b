package io.moonlight.auth.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** People who use the server at random, some at once, until it is enough. */
final class Crowd {

    /** What the people of a crowd do. */
    enum Way {
        /** They register, do this and that, and make room for others. */
        WAITING_FOR_MAILS,
        /** They register before and do what needs no mail; of others they learn that these ask for a code. */
        WITHOUT_MAILS
    }

    private static final int THREADS = 8;

    /** Maximum pause between two calls, in milliseconds; longer for users whom no fault concerns. */
    private static final int BUSY = 20;

    private static final int LEISURELY = 100;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Stack stack;
    private final Observations seen;
    private final Queue<Person> people = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean enough;
    private volatile boolean gone;

    /** Sends them off. */
    Crowd(Stack stack, Observations seen, Way way) {
        this.stack = stack;
        this.seen = seen;
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(Seed.VALUE + i);
            Thread thread = new Thread(() -> run(way, random), "crowd-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Way way, Random random) {
        try {
            switch (way) {
                case WAITING_FOR_MAILS -> comeAndGo(random);
                case WITHOUT_MAILS -> stay(random);
            }
        } catch (RuntimeException | Error e) {
            seen.broken("a client failed: " + e);
        }
    }

    private void comeAndGo(Random random) {
        while (!enough) {
            Person person = newcomer(random);
            person.register();
            for (int left = random.nextInt(5, 25); left > 0 && isActive(person); left--) {
                person.act(true);
                pause(random, BUSY);
            }
        }
    }

    private void stay(Random random) {
        Person person = newcomer(random);
        person.register();
        List<Runnable> registrations = new ArrayList<>();
        for (int i = 0; isActive(person); i++) {
            person.act(false);
            if (i % 10 == 0) {
                Person other = newcomer(random);
                CodeFlow flow = other.flow();
                if (flow.ask("register")) {
                    registrations.add(() -> other.register(flow));
                }
            }
            pause(random, LEISURELY);
        }
        registrations.forEach(Runnable::run);
    }

    private boolean isActive(Person person) {
        return !enough && person.isRegistered() && !person.isUnsure();
    }

    private static void pause(Random random, int longest) {
        Pause.ofMillis(random.nextInt(longest));
    }

    /** One more user, whom the caller controls. */
    Person newcomer(Random random) {
        Person person = new Person(stack, seen, random, NUMBERS.incrementAndGet(), this);
        people.add(person);
        return person;
    }

    /** Whether what fails is not to be tried any more. */
    boolean isEnough() {
        return enough;
    }

    /** Whether there is nothing left to wait for. */
    boolean isGone() {
        return gone;
    }

    /** Sends everybody away, whatever they wait for. */
    void disperse() {
        gone = true;
        stop();
    }

    /** Lets everybody come to an end: those who wait for a mail wait for it. */
    List<Person> stop() {
        enough = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return List.copyOf(people);
    }
}
