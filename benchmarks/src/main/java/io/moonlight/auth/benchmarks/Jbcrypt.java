package io.moonlight.auth.benchmarks;

import io.moonlight.auth.domain.model.user.PasswordHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mindrot.jbcrypt.BCrypt;

/** What the library alone verifies: the yardstick of logins. */
final class Jbcrypt {

    private Jbcrypt() {}

    /** How many passwords a second so many cores verify against this hash, and nothing else. */
    static double perSecond(PasswordHash hash, int cores, Duration time) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(cores);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        List<Future<Double>> running = new ArrayList<>();
        for (int core = 0; core < cores; core++) {
            running.add(threads.submit(() -> verify(hash, end)));
        }
        threads.shutdown();
        double all = 0;
        for (Future<Double> one : running) {
            try {
                all += one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return all;
    }

    private static double verify(PasswordHash hash, long end) {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() < end) {
            if (!BCrypt.checkpw(Seed.PASSWORD, hash.value())) {
                throw new IllegalStateException("the password does not match");
            }
            done++;
        }
        return done * 1e9 / (System.nanoTime() - start);
    }
}
