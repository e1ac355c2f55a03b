package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.function.Supplier;

/**
 * Driven port: makes several calls of the ports that share one store a single change.
 *
 * <p><b>Contract.</b> What {@code work} changes through those ports, on the calling thread, becomes visible to others
 * all at once when it returns, and not at all if it throws; its exception comes out as it is. A transaction inside a
 * transaction joins the outer one. Work that the store refuses for a conflict with a concurrent transaction is run
 * again, a few times: it must be free of effects elsewhere. A port's refusal or fault ends the transaction: {@code work}
 * lets it out, since a store may be unable to go on after it.
 *
 * <p><b>Threading.</b> Bound to the calling thread; any number of threads may run transactions at once. A transaction
 * holds a connection: nothing slow belongs into it.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer, or goes on refusing; if the connection
 * was lost at the end, the change may or may not have happened, but never in part.
 */
public interface Transactions {

    /** Runs {@code work} as one change and returns its result. */
    <T> T inTransaction(Supplier<T> work);
}
