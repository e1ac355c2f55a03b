package io.moonlight.auth.bcrypt;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.mindrot.jbcrypt.BCrypt;

/**
 * {@link BcryptEngine} on jBCrypt, one job at a time. Effort beyond the cost of the salt is spent on further hashes: one of
 * each cost from that of the salt up to one below the effort, which together have the missing rounds.
 */
final class JbcryptEngine implements BcryptEngine {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public Bench bench() {
        return new JbcryptBench();
    }

    private static final class JbcryptBench implements Bench {

        private final Queue<HashJob> begun = new ArrayDeque<>(1);

        @Override
        public void begin(HashJob job) {
            begun.add(job);
        }

        @Override
        public List<Digest> advance() {
            List<Digest> done = begun.stream().map(JbcryptBench::digest).toList();
            begun.clear();
            return done;
        }

        @Override
        public void clear() {
            begun.clear();
        }

        private static Digest digest(HashJob job) {
            BcryptSalt salt = job.key().salt();
            String digest = hashed(job, salt);
            for (int cost = salt.cost(); cost < job.key().effort(); cost++) {
                hashed(job, new BcryptSalt(cost, salt.value()));
            }
            return new Digest(job, digest);
        }

        private static String hashed(HashJob job, BcryptSalt salt) {
            return BCrypt.hashpw(job.key().password(), salt.text())
                    .substring(salt.text().length());
        }
    }
}
