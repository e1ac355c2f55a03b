/** Who may register: the rule for an email, and invitations. */
package io.moonlight.auth.domain.model.admission;
