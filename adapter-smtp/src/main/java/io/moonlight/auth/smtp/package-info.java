/** The mails of MoonLight Auth: templates, and delivery by SMTP. */
@NullMarked
package io.moonlight.auth.smtp;

import org.jspecify.annotations.NullMarked;
