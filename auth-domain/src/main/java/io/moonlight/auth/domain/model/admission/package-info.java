/** Who may register: the rule for an email, and invitations. */
@NullMarked
package io.moonlight.auth.domain.model.admission;

import org.jspecify.annotations.NullMarked;
