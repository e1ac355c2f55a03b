/** Users and what identifies them: email addresses, usernames, passwords and their hashes. */
@NullMarked
package io.moonlight.auth.domain.model.user;

import org.jspecify.annotations.NullMarked;
