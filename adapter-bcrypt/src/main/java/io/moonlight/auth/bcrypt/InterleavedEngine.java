package io.moonlight.auth.bcrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bcrypt.interleaved.InterleavedBcrypt;
import java.util.ArrayList;
import java.util.List;

/** {@link BcryptEngine} that advances up to four jobs in one loop. */
final class InterleavedEngine implements BcryptEngine {

    @Override
    public int width() {
        return InterleavedBcrypt.WIDTH;
    }

    @Override
    public Bench bench() {
        return new InterleavedBench();
    }

    private static final class InterleavedBench implements Bench {

        private final InterleavedBcrypt<HashJob> bcrypt = new InterleavedBcrypt<>();

        @Override
        public void begin(HashJob job) {
            BcryptKey key = job.key();
            byte[] salt = BcryptBase64.decode(key.salt().value());
            bcrypt.begin(job, key.password().getBytes(UTF_8), salt, key.salt().cost(), key.effort());
        }

        @Override
        public List<Digest> advance() {
            List<Digest> done = new ArrayList<>(InterleavedBcrypt.WIDTH);
            bcrypt.advance((job, digest) -> done.add(new Digest(job, BcryptBase64.encode(digest))));
            return done;
        }

        @Override
        public void clear() {
            bcrypt.clear();
        }
    }
}
