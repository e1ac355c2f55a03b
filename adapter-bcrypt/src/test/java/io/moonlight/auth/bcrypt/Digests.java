package io.moonlight.auth.bcrypt;

import io.moonlight.auth.bcrypt.BcryptEngine.Bench;
import java.util.ArrayList;
import java.util.List;

/** What engines make of keys. */
final class Digests {

    private static final BcryptEngine JBCRYPT = new JbcryptEngine();

    private Digests() {}

    /** By the library, one after the other. */
    static List<String> byJbcrypt(List<BcryptKey> keys) {
        return keys.stream()
                .flatMap(key -> of(JBCRYPT.bench(), List.of(key)).stream())
                .toList();
    }

    /** On a bench, all begun before the first step. */
    static List<String> of(Bench bench, List<BcryptKey> keys) {
        List<HashJob> jobs = keys.stream().map(key -> new HashJob(key, "")).toList();
        jobs.forEach(bench::begin);
        int left = jobs.size();
        while (left > 0) {
            left -= step(bench);
        }
        return texts(jobs);
    }

    /** On a bench of which each key takes a place as soon as there is one, one key a step. */
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
