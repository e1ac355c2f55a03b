package io.moonlight.auth.http;

import java.util.Optional;
import org.slf4j.MDC;

/** The name of a request in the log lines of a thread. */
final class LogName {

    private LogName() {}

    /** Work that may fail in one way. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /** Runs the work, whose log lines have the name. */
    static <T, X extends Exception> T with(String requestId, Work<T, X> work) throws X {
        Optional<String> outer = Optional.ofNullable(MDC.get(HttpApi.REQUEST_ID_KEY));
        MDC.put(HttpApi.REQUEST_ID_KEY, requestId);
        try {
            return work.run();
        } finally {
            outer.ifPresentOrElse(
                    name -> MDC.put(HttpApi.REQUEST_ID_KEY, name), () -> MDC.remove(HttpApi.REQUEST_ID_KEY));
        }
    }
}
