/** Verification codes and the mails that carry them. */
package io.moonlight.auth.domain.model.mail;
