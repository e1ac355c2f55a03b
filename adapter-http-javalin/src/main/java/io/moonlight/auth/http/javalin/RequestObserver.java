package io.moonlight.auth.http.javalin;

/**
 * Hears of every request to a server of our own once it is answered, those that only Jetty has seen included: for metrics
 * and logs.
 *
 * <p><b>Threading.</b> Called by the threads that serve, any number of them at once; must not wait.
 *
 * <p><b>Errors.</b> What it throws is logged, and changes nothing for the client.
 */
@FunctionalInterface
public interface RequestObserver {

    /** The answer is on its way. */
    void answered(AnsweredRequest request);
}
