package io.moonlight.auth.bcrypt;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.mindrot.jbcrypt.BCrypt;

/** {@link BcryptEngine} by jBCrypt, one job at a time. */
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
            String salt = job.key().salt().text();
            return new Digest(job, BCrypt.hashpw(job.key().password(), salt).substring(salt.length()));
        }
    }
}
