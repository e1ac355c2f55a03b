/** Users and what identifies them: email addresses, usernames, passwords and their hashes. */
package io.moonlight.auth.domain.model.user;
