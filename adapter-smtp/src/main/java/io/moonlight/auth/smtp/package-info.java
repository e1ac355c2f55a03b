/** The mails of MoonLight Auth: templates, and delivery by SMTP. */
package io.moonlight.auth.smtp;
