/** The audit trail: events and how they are filtered. */
@NullMarked
package io.moonlight.auth.domain.model.audit;

import org.jspecify.annotations.NullMarked;
