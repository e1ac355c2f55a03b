package io.moonlight.auth.embeddedpostgres;

import java.util.ArrayList;
import java.util.List;

/** What is to be done at the end of the JVM, unless it is done before. */
final class JvmEnd {

    private final List<Thread> hooks = new ArrayList<>();

    /** Does it at once if the JVM is ending already. */
    synchronized void add(Runnable work) {
        Thread hook = new Thread(work, "embedded-postgres-end");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            hooks.add(hook);
        } catch (IllegalStateException ending) {
            work.run();
        }
    }

    synchronized void cancel() {
        try {
            hooks.forEach(Runtime.getRuntime()::removeShutdownHook);
        } catch (IllegalStateException ending) {
            // it is being done just now
        }
        hooks.clear();
    }
}
