package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import java.util.List;

/**
 * Driven port: reads the recorded {@link AuthEvents}.
 *
 * <p><b>Contract.</b> Newest first by {@link RecordedEvent#number}. An event becomes readable at most two seconds after it was
 * recorded.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer.
 */
public interface AuditTrail {

    /** Returns one page of the events that match the filter; empty beyond the last page. */
    List<RecordedEvent> read(AuditFilter filter, PageRequest page);
}
