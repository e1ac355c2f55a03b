/** The audit trail: events and how they are filtered. */
package io.moonlight.auth.domain.model.audit;
