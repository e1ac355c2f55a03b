/** Verification codes and the mails that carry them. */
@NullMarked
package io.moonlight.auth.domain.model.mail;

import org.jspecify.annotations.NullMarked;
