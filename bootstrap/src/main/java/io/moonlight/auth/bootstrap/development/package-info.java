/** What a server adds in development: an embedded database, generated secrets, a mailbox, and pages of documentation. */
package io.moonlight.auth.bootstrap.development;
