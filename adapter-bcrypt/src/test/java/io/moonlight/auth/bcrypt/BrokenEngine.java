package io.moonlight.auth.bcrypt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine whose first benches fail in every method. */
final class BrokenEngine implements BcryptEngine {

    private final int broken;
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean refusing;

    BrokenEngine(int broken) {
        this.broken = broken;
    }

    /** Sets whether it refuses to create benches. */
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    int benches() {
        return made.get();
    }

    @Override
    public int width() {
        return 4;
    }

    @Override
    public Bench bench() {
        if (refusing) {
            throw new OutOfMemoryError("wanted by the test");
        }
        boolean good = made.incrementAndGet() > broken;
        List<HashJob> jobs = new ArrayList<>();
        return new Bench() {

            @Override
            public void begin(HashJob job) {
                jobs.add(job);
            }

            @Override
            public List<Digest> advance() {
                clear();
                List<Digest> done = jobs.stream()
                        .map(job -> new Digest(job, "digest of " + job.key().password()))
                        .toList();
                jobs.clear();
                return done;
            }

            @Override
            public void clear() {
                if (!good) {
                    throw new StackOverflowError("wanted by the test");
                }
            }
        };
    }
}
