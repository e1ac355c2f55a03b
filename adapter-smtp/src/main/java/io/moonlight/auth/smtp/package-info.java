/** The mails of MoonLight Auth: what they say, and their delivery by SMTP. */
package io.moonlight.auth.smtp;
