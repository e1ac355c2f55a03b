package io.moonlight.auth.bcrypt;

import io.moonlight.auth.bcrypt.BcryptEngine.Bench;
import java.util.ArrayList;
import java.util.List;

/** Computes digests on benches. */
final class Digests {

    private static final BcryptEngine JBCRYPT = new JbcryptEngine();

    private Digests() {}

    /** Computes with jBCrypt, one after the other. */
    static List<String> byJbcrypt(List<BcryptKey> keys) {
        return keys.stream()
                .flatMap(key -> of(JBCRYPT.bench(), List.of(key)).stream())
                .toList();
    }

    /** Computes on a bench, all begun before the first step. */
    static List<String> of(Bench bench, List<BcryptKey> keys) {
        List<HashJob> jobs = keys.stream().map(key -> new HashJob(key, "")).toList();
        jobs.forEach(bench::begin);
        int left = jobs.size();
        while (left > 0) {
            left -= step(bench);
        }
        return texts(jobs);
    }

    /** Computes on a bench; before each step one key begins, if there is room. */
    static List<String> joining(Bench bench, int width, List<BcryptKey> keys) {
        List<HashJob> jobs = keys.stream().map(key -> new HashJob(key, "")).toList();
        List<HashJob> waiting = new ArrayList<>(jobs);
        int underWay = 0;
        while (underWay > 0 || !waiting.isEmpty()) {
            if (underWay < width && !waiting.isEmpty()) {
                bench.begin(waiting.remove(0));
                underWay++;
            }
            underWay -= step(bench);
        }
        return texts(jobs);
    }

    private static int step(Bench bench) {
        List<BcryptEngine.Digest> done = bench.advance();
        done.forEach(BcryptEngine.Digest::deliver);
        return done.size();
    }

    private static List<String> texts(List<HashJob> jobs) {
        return jobs.stream().map(job -> job.digest().join()).toList();
    }
}
