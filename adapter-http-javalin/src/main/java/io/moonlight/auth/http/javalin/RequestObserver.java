package io.moonlight.auth.http.javalin;

/**
 * Observes every request to a server that is for this API alone, after it was answered, including those that only Jetty has
 * seen: for metrics and logs.
 *
 * <p><b>Threading.</b> Called concurrently by the threads that serve requests; must not block.
 *
 * <p><b>Errors.</b> An exception is logged and does not change the answer.
 */
@FunctionalInterface
public interface RequestObserver {

    /** Called when the answer is being sent. */
    void answered(AnsweredRequest request);
}
